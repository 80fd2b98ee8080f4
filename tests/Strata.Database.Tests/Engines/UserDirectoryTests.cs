using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class UserDirectoryTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly UserId Alice = new("alice");
    private static readonly UserId Bob = new("bob");

    [Theory, DatabaseData]
    public async Task Token_names_its_user_until_it_is_revoked_or_expires(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var clock = new Clock();
        byte next = 0;
        var directory = new UserDirectory(test.Database, clock, n => [.. Enumerable.Repeat(++next, n)]);
        await directory.AddAsync(Alice, "Alice", Token);
        await directory.AddAsync(Bob, displayName: null, Token);

        var first = await directory.AddTokenAsync(Alice, "laptop", expires: null, Token);
        var second = await directory.AddTokenAsync(Alice, "phone", clock.GetUtcNow().AddHours(1), Token);

        first.Token.ShouldBe("strata_alice_AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE");
        (await directory.AuthenticateAsync(first.Token, Token)).ShouldBe(new KnownToken(Alice, first.Details.TokenId, TokenScope.Admin));
        (await directory.AuthenticateAsync(second.Token, Token)).ShouldBe(new KnownToken(Alice, second.Details.TokenId, TokenScope.Admin));
        string[] bad =
        [
            "",
            "strata_alice_",
            first.Token + "A",
            first.Token[..^1] + "A",
            first.Token.Replace("alice", "bob", StringComparison.Ordinal),
            first.Token.Replace("alice", "carol", StringComparison.Ordinal),
            first.Token.Replace("alice", "Alice", StringComparison.Ordinal),
        ];
        foreach (var text in bad)
        {
            (await directory.AuthenticateAsync(text, Token)).ShouldBeNull(text);
        }

        clock.Advance(TimeSpan.FromHours(1));
        (await directory.AuthenticateAsync(second.Token, Token)).ShouldBeNull();
        (await RefusalAsync(() => directory.RevokeTokenAsync(Bob, first.Details.TokenId, Token))).ShouldBe(ErrorCode.SourceNotFound);
        (await RefusalAsync(() => directory.RotateTokenAsync(Bob, first.Details.TokenId, TimeSpan.Zero, Token))).ShouldBe(
            ErrorCode.SourceNotFound
        );
        (await directory.AuthenticateAsync(first.Token, Token)).ShouldNotBeNull();
        (await directory.RevokeTokenAsync(Alice, first.Details.TokenId, Token)).RevokedAt.ShouldBe(clock.GetUtcNow());
        (await RefusalAsync(() => directory.RevokeTokenAsync(Alice, first.Details.TokenId, Token))).ShouldBe(ErrorCode.Conflict);
        (await directory.AuthenticateAsync(first.Token, Token)).ShouldBeNull();

        var listed = await AllTokensAsync(directory, Alice);
        listed.Select(t => t.Name).ShouldBe(["laptop", "phone"], ignoreOrder: true);
        listed.Single(t => t.Name == "laptop").RevokedAt.ShouldBe(clock.GetUtcNow());
        listed.Single(t => t.Name == "phone").ExpiresAt.ShouldBe(clock.GetUtcNow());
        (await AllTokensAsync(directory, Bob)).ShouldBeEmpty();
    }

    private static async Task<ErrorCode> RefusalAsync(Func<Task> refused) => (await Should.ThrowAsync<StrataException>(refused)).Code;

    /// <summary>Page by page, of one token each.</summary>
    private static async Task<IReadOnlyList<UserToken>> AllTokensAsync(UserDirectory directory, UserId user)
    {
        var all = new List<UserToken>();
        string? cursor = null;
        do
        {
            var page = await directory.ListTokensAsync(user, new PageRequest(1, cursor), Token);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null);
        return all;
    }

    [Theory, DatabaseData]
    public async Task Rotated_token_has_a_successor_like_it_and_ends_after_the_grace(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var clock = new Clock();
        byte next = 0;
        var directory = new UserDirectory(test.Database, clock, n => [.. Enumerable.Repeat(++next, n)]);
        await directory.AddAsync(Alice, "Alice", Token);
        var old = await directory.AddTokenAsync(Alice, "agent", clock.GetUtcNow().AddDays(30), Token, TokenScope.Write);
        clock.Advance(TimeSpan.FromDays(10));

        var young = await directory.RotateTokenAsync(Alice, old.Details.TokenId, TimeSpan.FromHours(2), Token);

        (young.Details.Name, young.Details.Scope, young.Details.ExpiresAt).ShouldBe(
            ("agent", TokenScope.Write, clock.GetUtcNow().AddDays(30))
        );
        (await directory.AuthenticateAsync(old.Token, Token)).ShouldNotBeNull();
        (await directory.AuthenticateAsync(young.Token, Token)).ShouldBe(new KnownToken(Alice, young.Details.TokenId, TokenScope.Write));
        clock.Advance(TimeSpan.FromHours(2));
        (await directory.AuthenticateAsync(old.Token, Token)).ShouldBeNull();
        (await directory.AuthenticateAsync(young.Token, Token)).ShouldNotBeNull();
        var refusal = await Should.ThrowAsync<StrataException>(() =>
            directory.RotateTokenAsync(Alice, old.Details.TokenId, TimeSpan.Zero, Token)
        );
        refusal.Code.ShouldBe(ErrorCode.Conflict);
    }

    [Theory, DatabaseData]
    public async Task Rotation_that_is_done_again_gives_a_token_that_lasts_as_long_and_the_old_one_no_longer(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var clock = new Clock();
        byte next = 0;
        var directory = new UserDirectory(test.Database, clock, n => [.. Enumerable.Repeat(++next, n)]);
        await directory.AddAsync(Alice, "Alice", Token);
        foreach (var days in new int?[] { null, 30 })
        {
            var until = days is { } lasting ? clock.GetUtcNow().AddDays(lasting) : (DateTimeOffset?)null;
            var old = await directory.AddTokenAsync(Alice, "agent", until, Token);
            var grace = TimeSpan.FromHours(24);
            await directory.RotateTokenAsync(Alice, old.Details.TokenId, grace, Token); // of which no answer was heard
            var ends = clock.GetUtcNow() + grace;
            clock.Advance(TimeSpan.FromHours(1));

            var second = await directory.RotateTokenAsync(Alice, old.Details.TokenId, grace, Token);
            var third = await directory.RotateTokenAsync(Alice, second.Details.TokenId, grace, Token);

            var asLong = days is { } d ? clock.GetUtcNow().AddDays(d) : (DateTimeOffset?)null;
            (second.Details.ExpiresAt, third.Details.ExpiresAt).ShouldBe((asLong, asLong));
            (await AllTokensAsync(directory, Alice)).Single(t => t.TokenId == old.Details.TokenId).ExpiresAt.ShouldBe(ends);
        }
    }

    [Theory, DatabaseData]
    public async Task Local_user_is_made_once_however_many_ask_for_it(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var directory = new UserDirectory(test.Database);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => directory.EnsureAsync(UserId.Local, Token), Token)));

        (await directory.ListAsync(Token)).Select(u => u.UserId).ShouldBe(["local"]);
    }

    [Theory, DatabaseData]
    public async Task User_and_what_every_user_starts_with_are_added_together_or_not_at_all(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        const string insert = "insert into tokens (user_id, token_id, hash, name, created_at) values (@user, 'start', @hash, 'start', 1)";
        var cut = new UserDirectory(
            test.Database,
            TimeProvider.System,
            _ => [],
            async tx =>
            {
                await tx.ExecuteAsync(insert, new { hash = new byte[32] });
                throw new IOException("The power went.");
            }
        );
        var whole = new UserDirectory(
            test.Database,
            TimeProvider.System,
            _ => [],
            tx => tx.ExecuteAsync(insert, new { hash = new byte[32] })
        );

        await Should.ThrowAsync<IOException>(() => cut.AddAsync(Alice, displayName: null, Token));
        (await test.Database.UserExistsAsync(Alice, Token)).ShouldBeFalse();

        await whole.AddAsync(Alice, displayName: null, Token);
        (await AllTokensAsync(whole, Alice)).ShouldHaveSingleItem().Name.ShouldBe("start");
    }

    [Theory, DatabaseData]
    public async Task Token_is_refused_when_it_has_no_name_or_would_be_expired(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var directory = new UserDirectory(test.Database);
        await directory.AddAsync(Alice, displayName: null, Token);

        (await Should.ThrowAsync<StrataException>(() => directory.AddTokenAsync(Alice, " ", null, Token))).Code.ShouldBe(
            ErrorCode.InvalidContent
        );
        (
            await Should.ThrowAsync<StrataException>(() => directory.AddTokenAsync(Alice, "x", DateTimeOffset.UnixEpoch, Token))
        ).Code.ShouldBe(ErrorCode.InvalidContent);
        (await Should.ThrowAsync<StrataException>(() => directory.AddTokenAsync(Bob, "x", null, Token))).Code.ShouldBe(
            ErrorCode.Unauthenticated
        );
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
