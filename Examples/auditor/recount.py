"""Counts an election again from its events and the published schema only: what `auditor.py recount` does."""
from collections import Counter

from formats import sha256, tree_root
from schema import FOLDER, Schema, names

GIVEN_BY_GUARANTEES = ("ELECTED_BASIS_BY_RIGHT", "ELECTED_BASIS_MISSING_GENDER")


class Election:
    """An election as its events describe it."""

    def __init__(self):
        self.called, self.paper, self.live, self.tags = None, [], {}, {}
        self.withdrawn, self.leaves, self.closing_root = set(), [], b""
        self.is_open, self.cast, self.annulled, self.certified = False, 0, 0, 0
        self.findings, self.report = [], []

    def expect(self, holds, position, finding):
        if not holds:
            self.findings.append(f"event {position}: {finding}")

    def follow(self, position, leaf, kind, act):
        if not self.closing_root:
            self.leaves.append(leaf)
        apply = getattr(self, kind, None)
        if apply and (self.called or kind == "ElectionCalled"):
            apply(position, act)

    def ElectionCalled(self, position, act):
        self.paper = self.paper or list(act.options)
        self.called = act

    def VotingOpened(self, position, act):
        self.is_open, self.paper = True, list(act.options) if self.called.candidacy_from else self.paper

    def CandidacyWithdrawn(self, position, act):
        if self.is_open:
            self.withdrawn.add(act.candidacy)

    def BallotCast(self, position, act):
        self.cast += 1
        before = self.tags.get(act.voter_tag)
        said = act.supersedes if act.HasField("supersedes") else None
        self.expect(said == before, position, f"the ballot supersedes {said}, but its voter's live ballot is {before}")
        self.live.pop(before, None)
        self.live[position], self.tags[act.voter_tag] = act, position
        void = self.same_gender(act) if self.called.ballot.different_gender else []
        self.expect(list(act.void) == void, position, f"void preferences are {void}, but {list(act.void)} are recorded")

    def same_gender(self, ballot):
        genders = {option.id: option.candidate.gender for option in self.paper}
        seen, void = set(), []
        for place, option in enumerate(ballot.clear.options):
            gender = genders.get(option)
            if gender and gender in seen:
                void.append(place)
            seen.add(gender)
        return void

    def BallotAnnulled(self, position, act):
        self.annulled += 1
        ballot = self.live.pop(act.ballot, None)
        self.expect(ballot is not None, position, f"annuls {act.ballot}, which is not a live ballot")
        if ballot is not None:
            self.tags.pop(ballot.voter_tag)

    def VotingClosed(self, position, act):
        self.closing_root = tree_root(self.leaves)
        live = len(self.live)
        mine = (self.cast, self.cast - self.annulled - live, self.annulled, live)
        theirs = (act.cast, act.superseded, act.annulled, act.live)
        what = "ballots cast, superseded, annulled, live"
        self.expect(mine == theirs, position, f"{what}: {mine} counted, {theirs} recorded")
        districts = Counter(ballot.district for ballot in self.live.values() if ballot.district)
        recorded = Counter({count.district: count.live for count in act.by_district if count.live})
        self.expect(districts == recorded, position, "the live ballots by district are not those recorded")

    def ResultCertified(self, position, act):
        self.certified += 1
        ballots = {at: ballot for at, ballot in self.live.items() if at not in act.excluded}
        for at in act.excluded:
            self.expect(at in self.live, position, f"leaves out {at}, which is not a live ballot")
        count = Count(self, list(ballots.values()), act)
        for finding in count.differences():
            self.expect(False, position, finding)
        self.report.append(f"event {position}: {count.summary()}")


class Count:
    """The count of live ballots, compared with the certified result."""

    def __init__(self, election, ballots, result):
        self.called, self.paper, self.withdrawn = election.called, election.paper, election.withdrawn
        self.closing_root, self.ballots, self.result = election.closing_root, ballots, result
        self.method = names(self.called.allocation, "method")
        self.votes, self.scores, self.blank = Counter(), Counter(), 0
        for ballot in ballots:
            self.add(ballot)
        self.lots, self.places, self.elected, self.by_right = {}, {}, [], []
        electors, share = self.called.electors * self.called.turnout_numerator, self.called.turnout_denominator
        self.is_void = len(ballots) * share < electors
        self.is_allotted = self.method == "ALLOCATION_METHOD_TOP_SEATS"
        self.is_greedy = self.method.startswith("ALLOCATION_METHOD_GREEDY")
        self.selected = self.select_greedily() if self.is_greedy else set()
        if self.is_allotted:
            self.allot()
            self.selected = {entry[0] for entry in self.elected}

    def add(self, ballot):
        points, rank_points = ballot.clear.points, self.called.ballot.rank_points
        options = [(place, option) for place, option in enumerate(ballot.clear.options) if place not in ballot.void]
        self.blank += not options
        self.votes.update({option for _, option in options})
        for rank, (place, option) in enumerate(options):
            score = points[place] if points else rank_points[rank] if rank < len(rank_points) else 1
            self.scores[option] += score

    def select_greedily(self):
        """The funded projects, the best first, as long as the budget lasts."""
        rule, funded = self.called.allocation, set()
        measure = self.scores if names(rule, "measure") == "MEASURE_SCORE" else self.votes
        least = rule.threshold if self.method == "ALLOCATION_METHOD_GREEDY_THRESHOLD" else 0
        left = rule.budget
        for option in sorted(self.paper, key=lambda option: -measure[option.id]):
            if measure[option.id] < least:
                continue
            if option.project.cost <= left:
                left -= option.project.cost
                funded.add(option.id)
            elif self.method == "ALLOCATION_METHOD_GREEDY_NO_SKIP":
                break
        return set() if self.is_void else funded

    # Places and seats

    def lot(self, label, among):
        seed = self.result.beacon + self.closing_root + label.encode()
        drawn = int.from_bytes(sha256(seed), "big") % len(among)
        self.lots[label] = ([option.id for option in among], among[drawn].id)
        return drawn

    def settle(self, tied, label, first, breakers):
        """Tied options in order, by the first tie-breaker that separates them."""
        if len(tied) < 2 or not breakers or breakers[0] == "TIE_BREAKER_BALLOT_ORDER":
            return tied
        if breakers[0] == "TIE_BREAKER_DRAW":
            if not self.result.beacon:
                return tied
            left, order = sorted(tied, key=lambda option: option.id.encode()), []
            while len(left) > 1:
                order.append(left.pop(self.lot(f"{label}#{first + len(order)}", left)))
            return order + left
        ages = sorted({option.candidate.age_rank for option in tied})
        if len(ages) < 2 or ages[0] == 0:
            return self.settle(tied, label, first, breakers[1:])
        order = []
        for age in ages:
            equals = [option for option in tied if option.candidate.age_rank == age]
            order += self.settle(equals, label, first + len(order), breakers[1:])
        return order

    def by_votes(self, options, label):
        order = []
        for votes in sorted({self.votes[option.id] for option in options}, reverse=True):
            equals = [option for option in options if self.votes[option.id] == votes]
            order += self.settle(equals, label, len(order) + 1, names(self.called, "tie_break"))
        return order

    def allot(self):
        districts = [(group.district, group.body, list(group.seats)) for group in self.called.seats]
        everything = [("", "", [str(seat + 1) for seat in range(self.called.allocation.seats)])]
        lists = []
        for district, body, seats in districts or everything:
            members = [option for option in self.paper if not districts or option.candidate.district == district]
            order = self.by_votes(members, district)
            self.places.update({option.id: place for place, option in enumerate(order, 1)})
            standing = [option for option in order if option.id not in self.withdrawn]
            seated = [[seat, option, ""] for seat, option in zip(seats, standing)]
            lists.append((district, body, seats, order, seated))
        for guarantee in self.called.guarantees:
            if names(guarantee, "kind") == "GUARANTEE_KIND_MISSING_GENDER":
                for _, _, seats, order, seated in lists:
                    self.complete_genders(seats, order, seated, lists)
            else:
                for group in guarantee.seats:
                    self.seat_by_right(guarantee.predicate, group, lists)
        for district, body, _, _, seated in lists:
            self.elected += [(option.id, district, body, seat, basis) for seat, option, basis in seated]
        self.elected = [] if self.is_void else sorted(self.elected + self.by_right)

    def is_seatable(self, option, lists):
        taken = {entry[1].id for group in lists for entry in group[4]} | {entry[0] for entry in self.by_right}
        return option.id not in taken and option.id not in self.withdrawn and self.votes[option.id] > 0

    def complete_genders(self, seats, order, seated, lists):
        genders = {option.candidate.gender for _, option, _ in seated}
        if len(seats) < 2 or len(seated) < 2 or len(genders) != 1 or "" in genders:
            return
        for option in order:
            if option.candidate.gender not in genders | {""} and self.is_seatable(option, lists):
                seated[-1][1:] = [option, "ELECTED_BASIS_MISSING_GENDER"]
                return

    def seat_by_right(self, predicate, group, lists):
        own = [one for one in lists if (one[0] == group.district if group.district else one[1] == group.body)]
        entitled = [
            option for one in own for option in one[3]
            if predicate in option.candidate.qualities and self.is_seatable(option, lists)
        ]
        order = self.by_votes(entitled, f"{group.body or group.district}/{predicate}")
        for seat, option in zip(group.seats, order):
            entry = (option.id, option.candidate.district, group.body, seat, "ELECTED_BASIS_BY_RIGHT")
            self.by_right.append(entry)

    # What was certified

    def differences(self):
        result, ids = self.result, [option.id for option in self.paper]
        yield from self.differ("live ballots", len(self.ballots), result.live)
        yield from self.differ("blank ballots", self.blank, result.blank)
        yield from self.differ("options", ids, [figures.option for figures in result.results])
        yield from self.differ("a failed turnout quorum", self.is_void, result.void_turnout)
        if self.called.HasField("beacon"):
            yield from self.differ("the closing root", self.closing_root.hex(), result.closing_root.hex())
        is_ranked = names(self.called.ballot, "kind") == "BALLOT_KIND_RANKED"
        for figures in result.results:
            yield from self.differ(f"votes of “{figures.option}”", self.votes[figures.option], figures.votes)
            if not is_ranked:
                yield from self.differ(f"score of “{figures.option}”", self.scores[figures.option], figures.score)
            if self.is_allotted or self.is_greedy:
                place, name = self.places.get(figures.option, 0), figures.option
                yield from self.differ(f"place of “{name}”", place, figures.place)
                yield from self.differ(f"“{name}” being selected", name in self.selected, figures.selected)
        if self.is_allotted:
            yield from self.differences_of_seats()

    def differences_of_seats(self):
        results = [figures.option for figures in self.result.results]
        theirs = []
        for seat in self.result.elected:
            basis = names(seat, "basis")
            # By votes, by lot, after a withdrawal: the list decides.
            basis = basis if basis in GIVEN_BY_GUARANTEES else ""
            theirs.append((results[seat.result], seat.district, seat.body, seat.seat, basis))
        for entry in sorted(set(theirs) ^ set(self.elected)):
            yield f"{'certified, not counted' if entry in theirs else 'counted, not certified'}: {' '.join(entry)}"
        for draw in self.result.draws:
            drawn = ([results[place] for place in draw.among], results[draw.drawn])
            yield from self.differ(f"the lot “{draw.label}”", self.lots.get(draw.label), drawn)

    @staticmethod
    def differ(what, counted, certified):
        if counted != certified:
            yield f"{what}: {counted} counted, {certified} certified"

    def summary(self):
        ballots = f"{len(self.ballots)} live ballots, {self.blank} blank, {sum(self.votes.values())} votes"
        if self.is_greedy:
            return f"{ballots}; {len(self.selected)} of {len(self.paper)} projects are funded"
        if not self.is_allotted:
            return f"{ballots}; who wins by {self.method} is not computed again"
        bases = Counter(entry[4] for entry in self.elected)
        guarantees = f"{bases[GIVEN_BY_GUARANTEES[1]]} for a missing gender, {bases[GIVEN_BY_GUARANTEES[0]]} by right"
        return f"{ballots}; {len(self.elected)} seats, {guarantees}; {len(self.result.draws)} lots decided"


def recount(log, name, folder=None):
    """What is counted and what differs from what was certified, each as lines."""
    schema, election = Schema(folder or FOLDER), Election()
    for position, record in enumerate(log.entries):
        try:
            event = record is not None and schema.parse("albo.v1.Event", record)
            if not event or event.stream != f"election/{name}":
                continue
            act = schema.parse(event.type, event.act)
            election.follow(position, log.leaves[position], event.type.split(".")[-1], act)
        except Exception as error:  # somebody may have signed anything
            return [], election.findings + [f"event {position}: cannot be counted: {error!r}"]
    if election.called is None:
        return [], [f"there is no election “{name}” in this log"]
    if not election.certified:
        withheld = log.entries.count(None)
        election.findings.append(f"no result of “{name}” has been certified; {withheld} records are withheld")
    elif not election.findings:
        election.report.append(f"recounted: “{name}” agrees with what was certified")
    return election.report, election.findings
