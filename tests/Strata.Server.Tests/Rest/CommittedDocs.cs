using System.Runtime.CompilerServices;

namespace Strata.Server.Tests;

/// <summary>Descriptions that are committed so that a change of the interface shows in review.</summary>
internal static class CommittedDocs
{
    public static JsonElement Read(string name, [CallerFilePath] string here = "") =>
        JsonElement.Parse(File.ReadAllText(PathOf(name, here)));

    /// <summary>Compares with docs/reference; with STRATA_UPDATE_DOCS=1 writes it instead.</summary>
    public static async Task ShouldBeCommittedAsync(string actual, string name, [CallerFilePath] string here = "")
    {
        var path = PathOf(name, here);
        if (Environment.GetEnvironmentVariable("STRATA_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }
        var committed = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        actual.ShouldBe(committed, $"docs/reference/{name} is out of date: run the tests once with STRATA_UPDATE_DOCS=1 and commit it.");
    }

    public static string PathOf(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here) ?? "", "../../../docs/reference", name);
}
