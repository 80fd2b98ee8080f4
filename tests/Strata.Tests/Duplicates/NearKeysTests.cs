using Strata.Duplicates;

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

    private static KeyList Key(ulong key, int group, IReadOnlyList<long> nos) => new(key, group, nos.Count, IsListed: true, default, 0, nos);
}
