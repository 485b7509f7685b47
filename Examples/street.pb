META
key;value
description;A street decides, an invented vote
country;Italy
unit;Reggio Emilia
instance;2026
num_projects;3
num_votes;6
budget;9000
vote_type;approval
rule;greedy
date_begin;02.03.2026
date_end;08.03.2026
min_length;1
max_length;2
PROJECTS
project_id;cost;votes;name;selected
S/1;6000;4;"Trees; and shade";1
S/2;5000;3;Benches;0
S/3;2500;2;A shelf for books;1
VOTES
voter_id;vote;voting_method
v1;S/1,S/2;internet
v2;S/1;internet
v3;S/1,S/3;paper
v4;S/2,S/3;internet
v5;S/2;paper
v6;S/1;internet
