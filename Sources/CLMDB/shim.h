#ifndef ALBO_CLMDB_SHIM_H
#define ALBO_CLMDB_SHIM_H

#include <lmdb.h>

#if MDB_VERSION_MAJOR != 0 || MDB_VERSION_MINOR != 9
#error "Albo is written for LMDB 0.9.x: its file format and error codes differ in later versions"
#endif

#endif
