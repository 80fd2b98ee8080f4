using System.Diagnostics;
using Strata.Server.Tests.Cli;

namespace Strata.Server.Tests.Upgrades;

/// <summary>
/// The program as it was before the newest migration, built from the history by <c>tests/old-program</c>, once for all tests.
/// </summary>
internal static class OldProgram
{
    private const int NotThere = 77;

    private static readonly Lazy<Task<Ended>> Built = new(BuildAsync);

    /// <summary>The newest step that this program has and the old one has not.</summary>
    public static string NewestMigration { get; } =
        Directory
            .GetFiles(Path.Combine(Repository.Root, "src", "Strata", "Database", "Migrations", "sqlite"))
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Max(StringComparer.Ordinal)
        ?? throw new InvalidOperationException("There are no migrations.");

    public static bool IsContracted => NewestMigration.Contains("_contract_", StringComparison.Ordinal);

    /// <summary>Where it lies. Skips the test, with the reason, where the history is not there.</summary>
    public static async Task<string> GetAsync()
    {
        var built = await Built.Value;
        Assert.SkipWhen(built.Exit == NotThere, "There is no older program to build: " + built.Out.Trim());
        return built.ShouldEndWith(0).Out.Trim();
    }

    private static async Task<Ended> BuildAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "tests", "old-program"))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("tests/old-program did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await StrataProcess.EndAsync(process);
        return new Ended(process.ExitCode, await output, await error);
    }
}
