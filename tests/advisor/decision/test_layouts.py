"""The ways to place the parts of the traffic, gathered by who shares machines."""

from advisor.decision.layouts import layouts, layouts_with_stacks, without_stacks
from advisor.decision.plans import Place, Verdict

CLOSED, HOSTED, GPUS = Place.CLOSED, Place.HOSTED, Place.OWN_GPUS
RACKS = Place.OWN_HARDWARE
EVERYWHERE = (CLOSED, HOSTED, GPUS)


def crews(*places: tuple[Place, ...]) -> list[object]:
    return [layout.crews for layout in layouts(places)]


def test_two_parts_that_may_go_anywhere():
    assert crews(EVERYWHERE, EVERYWHERE) == [
        (),
        ((GPUS, (1,)),),
        ((GPUS, (0,)),),
        ((GPUS, (0, 1)),),
    ]


def test_a_layout_holds_every_way_with_its_crews_and_their_families():
    none, second, first, both = layouts((EVERYWHERE, EVERYWHERE))

    assert [len(one.ways) for one in (none, second, first, both)] == [4, 2, 2, 1]
    assert [one.others for one in (none, second, first, both)] == [
        (0, 1),
        (0,),
        (1,),
        (),
    ]
    assert none.families == {Verdict.CLOSED, Verdict.HYBRID, Verdict.OPEN}
    assert second.families == first.families == {Verdict.HYBRID, Verdict.OPEN}
    assert both.families == {Verdict.OPEN}


def test_a_way_says_who_is_paid_by_the_token_and_who_shares_machines():
    (layout,) = layouts(((CLOSED,), (GPUS,), (GPUS,)))
    (way,) = layout.ways

    assert way.family is Verdict.HYBRID
    assert way.singles == ((0, CLOSED),)
    assert way.crews == ((GPUS, (1, 2)),)


def test_parts_on_two_stacks_are_two_crews():
    assert crews((GPUS,), (RACKS,)) == [((GPUS, (0,)), (RACKS, (1,)))]


def test_a_part_with_no_place_leaves_no_way():
    assert layouts(((CLOSED,), ())) == ()


def test_machines_of_ones_own_can_be_left_out():
    assert without_stacks((EVERYWHERE, (RACKS,))) == ((CLOSED, HOSTED), ())


def test_parts_by_load_need_a_fleet_that_the_peaks_spare():
    places = ((CLOSED, GPUS, RACKS), (CLOSED, GPUS))
    found = layouts_with_stacks(places, (True, False))

    assert [layout.crews for layout in found] == [
        ((GPUS, (0,)),),
        ((RACKS, (0,)),),
        ((GPUS, (1,)), (RACKS, (0,))),
    ]


def test_parts_by_anything_else_need_any_stack():
    found = layouts_with_stacks((EVERYWHERE, EVERYWHERE), (None, None))

    assert found == layouts((EVERYWHERE, EVERYWHERE))[1:]
