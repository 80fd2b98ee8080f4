using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Erasure;
using Strata.Cli.Output;

namespace Strata.Cli.Accounts;

/// <summary>Manages users of the local store.</summary>
internal static class UsersVerb
{
    public static readonly Argument<string> Name = new("NAME") { Description = "User name: a-z, 0-9 and -; starts with a letter" };
    private static readonly Option<string?> DisplayName = new("--display-name") { HelpName = "NAME", Description = "Display name" };
    private static readonly Option<bool> WithUsage = new("--usage")
    {
        Description = "Show each user's usage, and quotas that are nearly used up",
    };

    public static Command Create() =>
        new Command("users", "Manage users and their tokens")
        {
            new Command("add", "Add a user on the plan named by STRATA_DEFAULT_PLAN (default: enterprise, no limits)") { Name, DisplayName }
                .CreatesStore()
                .Runs(AddAsync),
            new Command("list", "List users") { WithUsage }.Runs(ListAsync),
            UsersPlanVerb.Create(),
            UsersEraseVerb.Create(),
            UsersEraseVerb.CreateReceipt(),
            TokensVerb.Create(),
        };

    private static async Task AddAsync(CommandContext call, CancellationToken ct)
    {
        var user = Named(call);
        var store = await call.LocalAsync(ct);
        await store.AddUserAsync(user, call.Get(DisplayName), ct);
        var added = (await store.Users.ListAsync(ct)).Select(UserLine.Of).First(u => u.UserId == user.Value);
        call.Out.One(
            added,
            (console, u) => console.WriteLine($"{u.UserId} added. To use a server, create a token: strata users token add {u.UserId}")
        );
    }

    private static async Task ListAsync(CommandContext call, CancellationToken ct)
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
                var listing = new ConsoleTable(console, "user", "name", "since");
                foreach (var u in users)
                {
                    listing.Row(u.UserId, u.DisplayName, Values.Show(u.CreatedAt));
                }
                listing.Write("No users.");
            }
        );
    }

    private static async Task ListUsageAsync(CommandContext call, StrataStore store, CancellationToken ct)
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
                // Erased after the users were listed.
            }
        }
        await call.Out.ManyAsync(
            lines,
            (console, users) =>
            {
                var listing = new ConsoleTable(console, "user", "plan", "#storage", "#of", "#interpretations", "#of", "nearly used up");
                foreach (var (user, usage) in users)
                {
                    listing.Row(
                        user,
                        usage.Plan,
                        ByteSize.Show(usage.Storage.Used),
                        usage.Storage.Limit is { } bytes ? ByteSize.Show(bytes) : "none",
                        Values.Count(usage.Interpretations.Used),
                        usage.Interpretations.Limit is { } runs ? Values.Count(runs) : "none",
                        string.Join(
                            ", ",
                            (usage.Warnings ?? []).Select(w => w.Since is { } since ? $"{w.Quota} since {Values.Show(since)}" : w.Quota)
                        )
                    );
                }
                listing.Write("No users.");
            }
        );
    }

    /// <summary>Throws a usage error if the name is invalid.</summary>
    public static UserId Named(CommandContext call) =>
        UserId.IsValid(call.Get(Name))
            ? new UserId(call.Get(Name))
            : throw new UsageException(
                $"'{call.Get(Name)}' is not a valid user name: use 1 to 40 of a-z, 0-9 and '-', starting with a letter."
            );
}
