using System.CommandLine;
using Strata.Cli.Output;

namespace Strata.Cli.Accounts;

/// <summary>Manages tokens: any user's on a local store, the caller's own through a server.</summary>
internal static class TokensVerb
{
    private const string Never = "never";

    /// <summary>Days until a token expires that was made without an expiry.</summary>
    private const int DefaultDays = 90;

    private static readonly Argument<string> TokenId = new("TOKEN_ID") { Description = "Token id, not the token itself: tok_…" };
    private static readonly Option<string> For = new("--for")
    {
        HelpName = "USE",
        Description = "Purpose of the token, e.g. laptop",
        DefaultValueFactory = _ => "cli",
    };
    private static readonly Option<string?> Expires = new("--expires")
    {
        HelpName = "TIME",
        Description = $"When the token expires, or never (default: in {DefaultDays} days)",
    };

    private static readonly Option<string> Scope = new("--scope")
    {
        HelpName = "SCOPE",
        Description = "read, review, write or admin; each includes those before it",
        DefaultValueFactory = _ => "write",
    };
    private static readonly Option<int> Grace = new("--grace-hours")
    {
        HelpName = "HOURS",
        Description = "How long the old token stays valid",
        DefaultValueFactory = _ => 24,
    };

    public static Command Create() =>
        new Command("token", "Manage a user's tokens; with --server, your own")
        {
            new Command("add", "Create a token; it is shown only once") { UsersVerb.Name, For, Scope, Expires }.Runs(AddAsync),
            new Command("rotate", "Replace a token; the old one expires after the grace period") { UsersVerb.Name, TokenId, Grace }.Runs(
                RotateAsync
            ),
            new Command("list", "List a user's tokens, without their secrets") { UsersVerb.Name }.Runs(ListAsync),
            new Command("revoke", "Revoke a token immediately") { UsersVerb.Name, TokenId }.Runs(RevokeAsync),
        };

    private static async Task AddAsync(CommandContext call, CancellationToken ct)
    {
        var user = UsersVerb.Named(call);
        var request = new TokenRequest
        {
            Name = call.Get(For) ?? "cli",
            Scope = SharedOptions.Choice<TokenScope>(call.Get(Scope)) ?? TokenScope.Write,
            ExpiresAt = call.Get(Expires) switch
            {
                null => call.Time.GetUtcNow().AddDays(DefaultDays),
                Never => null,
                var text => SharedOptions.Time("--expires", text),
            },
        };
        var made = await (await OfAsync(call, user, ct)).Tokens.AddAsync(request, ct);
        call.Out.One(made, (console, token) => console.WriteLine(token.Token));
        var end = made.Details.ExpiresAt is { } expires ? $"until {Values.Show(expires)}" : "for ever";
        var scope = made.Details.Scope.Name();
        call.Out.Note(
            $"Save it now: only its hash is stored. It may {scope}, {end} (--scope, --expires). Revoke it with strata users token revoke {user} {made.Details.TokenId}"
        );
    }

    private static async Task RotateAsync(CommandContext call, CancellationToken ct)
    {
        var (user, hours) = (UsersVerb.Named(call), call.Get(Grace));
        if (hours is < 0 or > RotateToken.MaxGraceHours)
        {
            throw new UsageException($"--grace-hours must be between 0 and {RotateToken.MaxGraceHours}.");
        }
        var strata = await OfAsync(call, user, ct);
        var made = await strata.Tokens.RotateAsync(call.Get(TokenId), hours, ct);
        call.Out.One(made, (console, token) => console.WriteLine(token.Token));
        call.Out.Note($"Save it now: only its hash is stored. {call.Get(TokenId)} stays valid for {hours} more hours.");
    }

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await OfAsync(call, UsersVerb.Named(call), ct);
        var tokens = new List<UserToken>();
        string? cursor = null;
        do
        {
            var page = await strata.Tokens.ListAsync(new PageRequest(1_000, cursor), ct);
            tokens.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null);
        await call.Out.ManyAsync(
            tokens,
            (console, all) =>
            {
                var listing = new ConsoleTable(console, "id", "for", "scope", "made", "ends", "last used");
                foreach (var t in all)
                {
                    listing.Row(
                        t.TokenId,
                        t.Name,
                        t.Scope.Name(),
                        Values.Show(t.CreatedAt),
                        End(t),
                        t.LastUsedAt is { } used ? Values.Show(used) : "never"
                    );
                }
                listing.Write("No tokens.");
            }
        );
    }

    private static async Task RevokeAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await OfAsync(call, UsersVerb.Named(call), ct);
        call.Out.One(await strata.Tokens.RevokeAsync(call.Get(TokenId), ct), (console, t) => console.WriteLine($"{t.TokenId} revoked."));
    }

    /// <summary>A server manages only the caller's tokens, so the named user must be the caller.</summary>
    private static async Task<IStrata> OfAsync(CommandContext call, UserId user, CancellationToken ct)
    {
        if (call.Location.Server is null)
        {
            return (await call.LocalAsync(ct)).ForOperator(user);
        }
        var own = call.Location.Token is { } token ? UserToken.UserOf(token) : call.Location.User;
        return own == user
            ? await call.StrataAsync(ct)
            : throw new UsageException(
                own is null
                    ? "--token (STRATA_TOKEN) is not a Strata token."
                    : $"With --server you can manage only your own tokens, those of {own}; manage others on the store's machine, without --server."
            );
    }

    private static string End(UserToken token) =>
        token.RevokedAt is { } revoked ? "revoked " + Values.Show(revoked)
        : token.ExpiresAt is { } expires ? Values.Show(expires)
        : "never";
}
