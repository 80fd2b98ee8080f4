using System.CommandLine;

namespace Strata.Cli.Accounts;

/// <summary>Sets a user's plan and limits; for the operator.</summary>
internal static class UsersPlanVerb
{
    private const string None = "none";

    private static readonly Argument<string> Name = new("NAME") { Description = "User name" };
    private static readonly Argument<string?> PlanName = new("PLAN")
    {
        Description = "free, pro or enterprise; omit it to show the user's usage",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> Storage = new("--storage")
    {
        HelpName = "SIZE",
        Description = "Storage limit that overrides the plan's, e.g. 500MB, 1.5GB (powers of 1000) or 20GiB (of 1024); none for no limit",
    };
    private static readonly Option<string?> Interpretations = new("--interpretations")
    {
        HelpName = "COUNT",
        Description = "Monthly limit that overrides the plan's; none for no limit",
    };

    public static Command Create() =>
        new Command("plan", "Set a user's plan and optionally override its limits, or show the user's usage")
        {
            Name,
            PlanName,
            Storage,
            Interpretations,
        }.Runs(RunAsync);

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var user = UserId.IsValid(call.Get(Name))
            ? new UserId(call.Get(Name))
            : throw new UsageException($"'{call.Get(Name)}' is not a user name.");
        var (storage, interpretations) = (Limit(Storage.Name, call.Get(Storage)), Limit(Interpretations.Name, call.Get(Interpretations)));
        if (call.Find(PlanName) is not { } plan)
        {
            if (storage is not null || interpretations is not null)
            {
                throw new UsageException("Limits require a plan: free, pro or enterprise.");
            }
            call.Out.One(await (await call.LocalAsync(ct)).Usage.GetAsync(user, ct), UsageConsoleView.Show);
            return;
        }
        if (Plan.All.All(p => p.Name != plan))
        {
            throw new UsageException($"There is no plan '{plan}'; the plans are {string.Join(", ", Plan.All.Select(p => p.Name))}.");
        }
        var store = await call.LocalAsync(ct);
        if (storage is { } given)
        {
            call.Out.Note(Understood(given));
        }
        call.Out.One(await store.Usage.SetPlanAsync(user, plan, storage, interpretations, ct), UsageConsoleView.Show);
    }

    /// <summary>Null if not given; -1 for no limit.</summary>
    private static long? Limit(string option, string? text) =>
        text is null ? null
        : text == None ? -1
        : option == Storage.Name
            ? ByteSize.Parse(text)
                ?? throw new UsageException($"{option} must be a size such as 500MB, 1.5GB or 20GiB, or none; got '{text}'.")
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : throw new UsageException($"{option} must be a number or none; got '{text}'.");

    /// <summary>Describes the parsed storage limit.</summary>
    private static string Understood(long storage) =>
        storage < 0
            ? "No storage limit."
            : string.Create(CultureInfo.InvariantCulture, $"Storage up to {storage:#,0} bytes ({ByteSize.Show(storage)}).");
}
