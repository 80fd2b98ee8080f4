namespace Strata.Tests.Duplicates;

public sealed class NearKeysTests
{
    private const int Limit = 400;

    [Theory]
    [InlineData(50)]
    [InlineData(5_000)]
    public void Common_keys_say_nothing_against_a_record_however_long_ago_records_were_counted(double counted)
    {
        var everyone = Enumerable.Range(1, 4_000).Select(no => (long)no).ToList();
        KeyList[] keys = [Key(1, group: 1, [7, 4_500]), Key(2, group: 2, everyone), Key(3, group: 3, everyone)];

        var near = NearKeys.Find(keys, Limit, counted, itself: 4_500);

        near.ShouldBe([7]);
    }

    [Fact]
    public void Those_that_share_most_come_first_and_what_keys_say_twice_counts_once()
    {
        KeyList[] keys =
        [
            Key(1, group: 1, [3, 5, 9]),
            Key(2, group: 1, [3, 5, 9, 11]),
            Key(3, group: 2, [2, 5]),
            Key(4, group: 3, [5, 9, 12]),
        ];

        // 12: one key of three; 11: one of four, the other of its group it has not; 3: both of one group.
        NearKeys.Find(keys, limit: 3, records: 1_000, itself: 1).ShouldBe([5, 9, 2, 3, 12]);
        NearKeys.Find(keys, limit: 3, records: 1_000, itself: 9).ShouldBe([5, 2, 3, 12]);
    }

    [Fact]
    public void Entity_that_was_listed_and_has_changed_since_counts_once()
    {
        var changed = new KeyList(1, 1, 2, IsListed: true, new byte[] { 7 }, PackedCount: 1, Since: [7]);

        NearKeys.Find([changed, Key(2, group: 2, [6, 7])], limit: 2, records: 100, itself: 1).ShouldBe([7, 6]);
        NearKeys.Find([changed], limit: 1, records: 100, itself: 1).ShouldBeEmpty();
    }

    private static KeyList Key(ulong key, int group, IReadOnlyList<long> nos) =>
        new(key, group, nos.Count, IsListed: true, default, 0, nos);
}
