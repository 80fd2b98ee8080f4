namespace Strata.Server.Tests.Cli;

internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string? folder) =>
        folder is null ? throw new InvalidOperationException("Strata.slnx is in no folder above the tests.")
        : File.Exists(Path.Combine(folder, "Strata.slnx")) ? folder
        : Find(Path.GetDirectoryName(folder));
}
