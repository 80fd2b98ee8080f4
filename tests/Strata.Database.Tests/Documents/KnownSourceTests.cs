using System.Security.Cryptography;
using Strata.Testing;

namespace Strata.Documents;

public sealed class KnownSourceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Digests_tell_which_contents_are_held_and_nothing_of_others(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var unread = new IngestRequest { Interpret = false };
        var mine = await store.Alice.IngestAsync("mine.txt", "mine", unread);
        var both = await store.Alice.IngestAsync("both.txt", "both", unread);
        var bobs = await store.Bob.IngestAsync("bobs.txt", "bobs", unread);
        var own = await store.Bob.IngestAsync("theirs.txt", "both", unread);
        var nobodys = Convert.ToHexStringLower(SHA256.HashData("nobody's"u8));

        var known = await store.Alice.Sources.FindKnownAsync(
            [bobs.Digest, both.Digest.ToUpperInvariant(), nobodys, mine.Digest, both.Digest],
            None
        );

        known.Items.ShouldBe([new(both.Digest, both.SourceId, "both.txt"), new(mine.Digest, mine.SourceId, "mine.txt")]);
        (await store.Bob.Sources.FindKnownAsync([mine.Digest, both.Digest], None)).Items.ShouldBe([
            new(both.Digest, own.SourceId, "theirs.txt"),
        ]);
        (await store.Alice.Sources.FindKnownAsync([], None)).Items.ShouldBeEmpty();
        foreach (
            var digests in (string[][])
                [
                    ["abc"],
                    [new string('g', 64)],
                    [.. Enumerable.Repeat(nobodys, 1_001)],
                ]
        )
        {
            (await Should.ThrowAsync<StrataException>(() => store.Alice.Sources.FindKnownAsync(digests, None))).Code.ShouldBe(
                ErrorCode.InvalidContent
            );
        }
    }
}
