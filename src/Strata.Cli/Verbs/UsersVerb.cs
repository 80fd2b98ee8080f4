using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;
using Strata.Users;

namespace Strata.Cli.Verbs;

/// <summary>Who there is, and the tokens by which a server knows them. Works on the store itself.</summary>
internal static class UsersVerb
{
    private static readonly Argument<string> Name = new("NAME") { Description = "User name: a-z, 0-9 and -, starting with a letter" };
    private static readonly Argument<string> TokenId = new("TOKEN_ID") { Description = "A token's id, not the token itself: tok_…" };
    private static readonly Option<string?> DisplayName = new("--display-name") { HelpName = "NAME", Description = "How people call them" };
    private static readonly Option<string> For = new("--for") { HelpName = "USE", Description = "What the token is for, such as laptop", DefaultValueFactory = _ => "cli" };
    private static readonly Option<string?> Expires = new("--expires") { HelpName = "TIME", Description = "When it ends (default: never)" };

    private static readonly Option<string> Scope = new("--scope")
    {
        HelpName = "SCOPE",
        Description = "read, write (and read), or admin (everything)",
        DefaultValueFactory = _ => "admin",
    };
    private static readonly Option<bool> WithUsage = new("--usage") { Description = "What each uses, and which quotas are nearly used up" };
    private static readonly Option<int> Grace = new("--grace-hours")
    {
        HelpName = "HOURS",
        Description = "How long the old one is still good",
        DefaultValueFactory = _ => 24,
    };

    public static Command Create() =>
        new Command("users", "Add users and their tokens")
        {
            new Command("add", "Add a user, on the plan that STRATA_DEFAULT_PLAN names (default: enterprise, no limits)") { Name, DisplayName }.Runs(AddAsync),
            new Command("list", "All users") { WithUsage }.Runs(ListAsync),
            UsersPlanVerb.Create(),
            UsersEraseVerb.Create(),
            UsersEraseVerb.CreateReceipt(),
            new Command("token", "Tokens by which a server knows a user")
            {
                new Command("add", "Make a token; it is shown this once") { Name, For, Scope, Expires }.Runs(AddTokenAsync),
                new Command("rotate", "Make a token like another, which ends after the grace") { Name, TokenId, Grace }.Runs(RotateAsync),
                new Command("list", "A user's tokens, without their secrets") { Name }.Runs(ListTokensAsync),
                new Command("revoke", "End a token at once") { Name, TokenId }.Runs(RevokeAsync),
            },
        };

    private static async Task AddAsync(Call call, CancellationToken ct)
    {
        var user = Named(call);
        var store = await call.LocalAsync(ct);
        await store.AddUserAsync(user, call.Get(DisplayName), ct);
        var added = (await store.Users.ListAsync(ct)).Select(UserLine.Of).First(u => u.UserId == user.Value);
        call.Out.One(added, (console, u) => console.WriteLine($"{u.UserId} added. A server asks for a token: strata users token add {u.UserId}"));
    }

    private static async Task ListAsync(Call call, CancellationToken ct)
    {
        var store = await call.LocalAsync(ct);
        if (call.Get(WithUsage))
        {
            await ListUsageAsync(call, store, ct);
            return;
        }
        await call.Out.ManyAsync(
            [.. (await store.Users.ListAsync(ct)).Select(UserLine.Of)],
            (console, users) =>
            {
                var listing = new Listing(console, "user", "name", "since");
                foreach (var u in users)
                {
                    listing.Row(u.UserId, u.DisplayName, Values.Show(u.CreatedAt));
                }
                listing.Write("No users.");
            }
        );
    }

    private static async Task ListUsageAsync(Call call, StrataStore store, CancellationToken ct)
    {
        var lines = new List<UserUsageLine>();
        foreach (var user in await store.Users.ListAsync(ct))
        {
            try
            {
                lines.Add(new UserUsageLine(user.UserId, await store.Usage.GetAsync(new UserId(user.UserId), ct)));
            }
            catch (StrataException e) when (e.Code is ErrorCode.Forbidden or ErrorCode.Unauthenticated)
            {
                // Erased since the users were listed.
            }
        }
        await call.Out.ManyAsync(
            lines,
            (console, users) =>
            {
                var listing = new Listing(console, "user", "plan", "#storage", "#of", "#interpretations", "#of", "nearly used up");
                foreach (var (user, usage) in users)
                {
                    listing.Row(
                        user,
                        usage.Plan,
                        Values.Size(usage.Storage.Used),
                        usage.Storage.Limit is { } bytes ? Values.Size(bytes) : "none",
                        Values.Count(usage.Interpretations.Used),
                        usage.Interpretations.Limit is { } runs ? Values.Count(runs) : "none",
                        string.Join(", ", (usage.Warnings ?? []).Select(w => w.Since is { } since ? $"{w.Quota} since {Values.Show(since)}" : w.Quota))
                    );
                }
                listing.Write("No users.");
            }
        );
    }

    private static async Task AddTokenAsync(Call call, CancellationToken ct)
    {
        var (user, expires) = (Named(call), Arguments.Time("--expires", call.Get(Expires)));
        var store = await call.LocalAsync(ct);
        var scope = Enum.TryParse<TokenScope>(call.Get(Scope), ignoreCase: true, out var s) && !char.IsAsciiDigit((call.Get(Scope) ?? "")[0])
            ? s
            : throw new UsageException($"'{call.Get(Scope)}' is no scope: read, write or admin.");
        var made = await store.Users.AddTokenAsync(user, call.Get(For) ?? "cli", expires, ct, scope);
        call.Out.One(made, (console, token) => console.WriteLine(token.Token));
        call.Out.Note($"Keep it now: only its hash is stored. It ends with: strata users token revoke {user} {made.Details.TokenId}");
    }

    private static async Task RotateAsync(Call call, CancellationToken ct)
    {
        var (user, hours) = (Named(call), call.Get(Grace));
        if (hours is < 0 or > 24 * 366)
        {
            throw new UsageException("--grace-hours is a number from 0 to 8784.");
        }
        var store = await call.LocalAsync(ct);
        var made = await store.Users.RotateTokenAsync(user, call.Get(TokenId), TimeSpan.FromHours(hours), ct);
        call.Out.One(made, (console, token) => console.WriteLine(token.Token));
        call.Out.Note($"Keep it now: only its hash is stored. {call.Get(TokenId)} is good for {hours} more hours.");
    }

    private static async Task ListTokensAsync(Call call, CancellationToken ct)
    {
        var user = Named(call);
        var store = await call.LocalAsync(ct);
        await call.Out.ManyAsync(
            await store.Users.ListTokensAsync(user, ct),
            (console, tokens) =>
            {
                var listing = new Listing(console, "id", "for", "scope", "made", "ends", "last used");
                foreach (var t in tokens)
                {
                    listing.Row(t.TokenId, t.Name, t.Scope, Values.Show(t.CreatedAt), End(t), t.LastUsedAt is { } used ? Values.Show(used) : "never");
                }
                listing.Write("No tokens.");
            }
        );
    }

    private static async Task RevokeAsync(Call call, CancellationToken ct)
    {
        var (user, id) = (Named(call), call.Get(TokenId));
        var store = await call.LocalAsync(ct);
        if (!await store.Users.RevokeTokenAsync(user, id, ct))
        {
            throw new StrataException(ErrorCode.Conflict, $"{user} has no token {id} that is still valid.");
        }
        var revoked = (await store.Users.ListTokensAsync(user, ct)).First(t => t.TokenId == id);
        call.Out.One(revoked, (console, t) => console.WriteLine($"{t.TokenId} revoked."));
    }

    private static UserId Named(Call call) =>
        UserId.IsValid(call.Get(Name))
            ? new UserId(call.Get(Name))
            : throw new UsageException($"'{call.Get(Name)}' is not a user name: 1 to 40 of a-z, 0-9 and '-', starting with a letter.");

    private static string End(UserToken token) =>
        token.RevokedAt is { } revoked ? "revoked " + Values.Show(revoked)
        : token.ExpiresAt is { } expires ? Values.Show(expires)
        : "never";
}
