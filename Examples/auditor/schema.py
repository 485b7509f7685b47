"""The published schema, read with protoc and Python's protobuf runtime; no code is generated."""
import glob
import os
import shutil
import subprocess
import tempfile

from formats import Wrong

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Sources/ParticipationModel/Schema")


class Schema:
    """The messages of albo/v1/*.proto."""

    def __init__(self, folder):
        try:
            from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
        except ImportError:
            raise Wrong("a recount needs Python's package protobuf, which is missing")
        if not shutil.which("protoc"):
            raise Wrong("a recount needs the command protoc, which is missing")
        files = sorted(glob.glob(os.path.join(folder, "albo/v1/*.proto")))
        if not files:
            raise Wrong(f"{folder}: has no albo/v1/*.proto; say with --schema where the schema is")
        with tempfile.TemporaryDirectory() as place:
            out = os.path.join(place, "set")
            command = ["protoc", "-I", folder, "--include_imports", "--descriptor_set_out", out, *files]
            outcome = subprocess.run(command, capture_output=True, text=True)
            if outcome.returncode != 0:
                raise Wrong(f"protoc cannot read the schema: {outcome.stderr.strip()}")
            with open(out, "rb") as file:
                described = descriptor_pb2.FileDescriptorSet.FromString(file.read())
        self.pool, self.factory = descriptor_pool.DescriptorPool(), message_factory
        for file in described.file:
            self.pool.Add(file)
        self.classes = {}

    def parse(self, name, data):
        if name not in self.classes:
            descriptor = self.pool.FindMessageTypeByName(name)
            if hasattr(self.factory, "GetMessageClass"):
                self.classes[name] = self.factory.GetMessageClass(descriptor)
            else:
                self.classes[name] = self.factory.MessageFactory(self.pool).GetPrototype(descriptor)
        return self.classes[name].FromString(data)


def names(message, field):
    """The names of an enumeration field's values; the field may be repeated."""
    values = getattr(message, field)
    numbers = message.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number
    return numbers[values].name if isinstance(values, int) else [numbers[value].name for value in values]
