namespace Strata.Jobs;

public sealed class LaneRingTests
{
    private static readonly JobLane Alice = new("alice", "a");
    private static readonly JobLane Bob = new("bob", "a");

    [Fact]
    public void Users_take_turns_and_share_the_room()
    {
        var ring = new LaneRing();
        ring.Add(Alice);
        ring.Add(Bob);
        ring.Add(new JobLane("alice", "b"));

        ring.Next(5).Select(t => (t.Lane.UserId, t.Lane.Kind, t.Take)).ShouldBe([("alice", "a", 3), ("bob", "a", 2)]);
        ring.Next(1).Select(t => (t.Lane.UserId, t.Lane.Kind)).ShouldBe([("alice", "b")]);
        ring.Next(1).Single().Lane.ShouldBe(Bob);
    }

    [Fact]
    public void Lane_that_gave_less_than_asked_for_is_left_out_until_it_is_rung_for()
    {
        var ring = new LaneRing();
        ring.Add(Alice);
        var turn = ring.Next(3).Single();
        ring.Claimed(new LaneYield(turn, 3, [Job(7)]));
        ring.IsEmpty.ShouldBeTrue();

        ring.Add(Alice);
        ring.Next(3).Single().After.ShouldBe(7);
    }

    [Fact]
    public void Ring_while_a_claim_is_under_way_is_not_lost()
    {
        var ring = new LaneRing();
        ring.Add(Alice);
        var turn = ring.Next(3).Single();
        ring.Add(Alice);
        ring.Claimed(new LaneYield(turn, 3, []));
        ring.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Lane_that_a_cap_holds_back_goes_on_when_one_of_its_kind_has_ended()
    {
        var ring = new LaneRing();
        ring.Add(Alice);
        ring.Claimed(new LaneYield(ring.Next(3).Single(), 1, [Job(1)]));
        ring.IsEmpty.ShouldBeTrue();
        ring.Ended("other");
        ring.IsEmpty.ShouldBeTrue();
        ring.Ended("a");
        ring.Next(3).Single().Lane.ShouldBe(Alice);
    }

    [Fact]
    public void Lane_that_a_cap_holds_back_is_tried_again_by_a_look_that_comes_seldom_alone()
    {
        var ring = new LaneRing();
        ring.Add(Alice);
        ring.Claimed(new LaneYield(ring.Next(3).Single(), 1, [Job(1)]));
        ring.Add(Alice, 2, unlessHeldBack: true);
        ring.IsEmpty.ShouldBeTrue();
        ring.Add(Alice, 2);
        ring.IsEmpty.ShouldBeFalse();
    }

    private static JobRow Job(long place) => new("alice", place, "a", place, "{}", null, 1, 0, 0, 5, "[]");
}
