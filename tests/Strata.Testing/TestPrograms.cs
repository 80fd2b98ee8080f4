namespace Strata.Testing;

/// <summary>
/// The programs that tests start as processes. <c>./test</c> names a folder where they are compiled ahead of time, as the launcher has
/// them: each start then costs a third. Without it they lie beside the tests, as the build has made them.
/// </summary>
public static class TestPrograms
{
    public const string FolderVariable = "STRATA_TEST_PROGRAMS";

    private static readonly string Folder = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : AppContext.BaseDirectory;

    /// <exception cref="InvalidOperationException">The folder that was named has no such program.</exception>
    public static string PathOf(string name)
    {
        var path = Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
        return File.Exists(path) ? path : throw new InvalidOperationException($"There is no {path}: build it, or unset {FolderVariable}.");
    }
}
