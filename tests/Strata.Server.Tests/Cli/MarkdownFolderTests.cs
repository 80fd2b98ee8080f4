using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>A folder of Markdown that lives in git: it changes only where what stands changed.</summary>
public sealed class MarkdownFolderTests
{
    [Theory, DoorData]
    public async Task Folder_follows_what_stands_and_is_otherwise_left_alone(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var folder = Path.Combine(store.Files, "vault");
        string[] export = ["export", "--entities", "contact", "--format", "md", "--to", folder];
        var csv = "Name,Email\n\"<script>x</script> [a](b) # *y*\n---\",ann@example.org\nBen,ben@example.org\n";
        await store.JsonAsync("ingest", store.Write("a.csv", csv), "--type", "contact");

        var first = await store.JsonAsync(export);
        (first.GetProperty("written").GetInt64(), first.GetProperty("removed").GetInt64()).ShouldBe((2, 0));
        var files = Files(folder);
        files.Count.ShouldBe(2);
        var (hostile, text) = files.Single(f => f.Value.Contains("script", StringComparison.Ordinal));
        text.ShouldNotContain("<script>");
        text.ShouldNotContain("[a](b)");
        text.Split('\n').Count(l => l == "---").ShouldBe(2);
        var ben = files.Keys.Single(f => f != hostile);

        // Of two runs with nothing between them, the second touches no file; not even one that a person put there.
        File.WriteAllText(Path.Combine(folder, "contact", "mine.md"), "mine");
        var old = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, old);
        }
        var second = await store.JsonAsync(export);
        (second.GetProperty("written").GetInt64(), second.GetProperty("removed").GetInt64()).ShouldBe((0, 0));
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldAllBe(f => File.GetLastWriteTimeUtc(f) == old);

        // Only the changed one is written, under its old name.
        (await store.RunAsync("correct", Id(ben), "name", "Benjamin")).ShouldEndWith(0);
        (await store.JsonAsync(export)).GetProperty("written").GetInt64().ShouldBe(1);
        File.ReadAllText(Path.Combine(folder, ben)).ShouldContain("# Benjamin");
        File.GetLastWriteTimeUtc(Path.Combine(folder, hostile)).ShouldBe(old);

        // The file of an entity that is gone goes; one of a person's stays.
        (await store.RunAsync("delete", Id(ben))).ShouldEndWith(0);
        (await store.JsonAsync(export)).GetProperty("removed").GetInt64().ShouldBe(1);
        Files(folder).Keys.Order(StringComparer.Ordinal).ShouldBe(((string[])[hostile, "contact/mine.md"]).Order(StringComparer.Ordinal));
    }

    private static string Id(string file) => Path.GetFileNameWithoutExtension(file);

    private static Dictionary<string, string> Files(string folder) =>
        Directory
            .GetFiles(folder, "*.md", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText);
}
