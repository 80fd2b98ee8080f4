namespace Strata.Jobs;

public sealed class FairQueueTests
{
    private static readonly JobPartition Alice = new("alice", "a");
    private static readonly JobPartition Bob = new("bob", "a");

    [Fact]
    public void Users_take_turns_and_share_the_room()
    {
        var fairQueue = new FairQueue();
        fairQueue.Add(Alice);
        fairQueue.Add(Bob);
        fairQueue.Add(new JobPartition("alice", "b"));

        fairQueue.Next(5).Select(t => (t.Partition.UserId, t.Partition.Kind, t.Take)).ShouldBe([("alice", "a", 3), ("bob", "a", 2)]);
        fairQueue.Next(1).Select(t => (t.Partition.UserId, t.Partition.Kind)).ShouldBe([("alice", "b")]);
        fairQueue.Next(1).Single().Partition.ShouldBe(Bob);
    }

    [Fact]
    public void Lane_that_gave_less_than_asked_for_is_left_out_until_it_is_rung_for()
    {
        var fairQueue = new FairQueue();
        fairQueue.Add(Alice);
        var turn = fairQueue.Next(3).Single();
        fairQueue.Claimed(new ClaimResult(turn, 3, [Job(7)]));
        fairQueue.IsEmpty.ShouldBeTrue();

        fairQueue.Add(Alice);
        fairQueue.Next(3).Single().After.ShouldBe(7);
    }

    [Fact]
    public void Ring_while_a_claim_is_under_way_is_not_lost()
    {
        var fairQueue = new FairQueue();
        fairQueue.Add(Alice);
        var turn = fairQueue.Next(3).Single();
        fairQueue.Add(Alice);
        fairQueue.Claimed(new ClaimResult(turn, 3, []));
        fairQueue.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Lane_that_a_cap_holds_back_goes_on_when_one_of_its_kind_has_ended()
    {
        var fairQueue = new FairQueue();
        fairQueue.Add(Alice);
        fairQueue.Claimed(new ClaimResult(fairQueue.Next(3).Single(), 1, [Job(1)]));
        fairQueue.IsEmpty.ShouldBeTrue();
        fairQueue.Ended("other");
        fairQueue.IsEmpty.ShouldBeTrue();
        fairQueue.Ended("a");
        fairQueue.Next(3).Single().Partition.ShouldBe(Alice);
    }

    [Fact]
    public void Lane_that_a_cap_holds_back_is_tried_again_by_a_look_that_comes_seldom_alone()
    {
        var fairQueue = new FairQueue();
        fairQueue.Add(Alice);
        fairQueue.Claimed(new ClaimResult(fairQueue.Next(3).Single(), 1, [Job(1)]));
        fairQueue.Add(Alice, 2, unlessHeldBack: true);
        fairQueue.IsEmpty.ShouldBeTrue();
        fairQueue.Add(Alice, 2);
        fairQueue.IsEmpty.ShouldBeFalse();
    }

    private static JobRow Job(long place) => new("alice", place, "a", place, "{}", null, 1, 0, 0, 5, "[]");
}
