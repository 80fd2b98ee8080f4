using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Strata.Server.Tests;

/// <summary>
/// Keeps the exchanges of one door, by group, and compares them with the committed ones: a file for each group in the folder of the door.
/// With STRATA_UPDATE_FIXTURES=1 it writes them instead.
/// </summary>
internal sealed class ExchangeRecorder(string door, [CallerFilePath] string here = "")
{
    private const string Advice =
        "Requests and answers are not those that are committed. Where that is meant, run the test once with STRATA_UPDATE_FIXTURES=1 and review what changed.";

    private readonly Dictionary<string, List<RecordedExchange>> _groups = new(StringComparer.Ordinal);

    /// <summary>What the next exchanges are about: the name of their file.</summary>
    public string Group { get; set; } = "";

    private static bool Updates => Environment.GetEnvironmentVariable("STRATA_UPDATE_FIXTURES") == "1";

    public bool Has(string operation) => _groups.Values.Any(g => g.Any(e => e.Operation == operation));

    public void Add(RecordedExchange exchange)
    {
        if (!_groups.TryGetValue(Group, out var group))
        {
            _groups[Group] = group = [];
        }
        group.Add(exchange);
    }

    /// <summary>The committed exchanges of a door.</summary>
    public static IReadOnlyList<JsonObject> Committed(string door, [CallerFilePath] string here = "") =>
        [
            .. Directory
                .EnumerateFiles(FolderOf(door, here), "*.json")
                .Order(StringComparer.Ordinal)
                .SelectMany(f => JsonNode.Parse(File.ReadAllText(f)).ShouldNotBeNull().AsArray())
                .Select(e => e.ShouldNotBeNull().AsObject()),
        ];

    /// <summary>Plays a scenario, and compares.</summary>
    public async Task ReplayAsync(Func<Task> play)
    {
        try
        {
            await play();
        }
        catch (Exception e) when (!Updates && Differences().ToList() is { Count: > 0 } differences)
        {
            // A step could not go on with an answer: most likely because that is not the one that it was.
            differences.ShouldBeEmpty($"{Advice} The scenario ended early: {e.Message}");
        }
        if (Updates)
        {
            Write();
        }
        Differences().ShouldBeEmpty(Advice);
    }

    private void Write()
    {
        var folder = FolderOf(door, here);
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            File.Delete(file);
        }
        foreach (var name in _groups.Keys)
        {
            File.WriteAllText(Path.Combine(folder, name + ".json"), Text(name));
        }
    }

    private IEnumerable<string> Differences()
    {
        var committed = Directory
            .EnumerateFiles(FolderOf(door, here), "*.json")
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText, StringComparer.Ordinal);
        return _groups
            .Keys.SelectMany(name => Difference(name, committed.GetValueOrDefault(name, ""), Text(name)))
            .Concat(committed.Keys.Except(_groups.Keys).Select(name => $"{door}/{name}.json: nothing of it was recorded."));
    }

    private string Text(string group)
    {
        var names = new Placeholders();
        return FixtureJson.Write(new JsonArray([.. _groups[group].Select(names.Fill)])) + "\n";
    }

    private static string FolderOf(string door, string here) => Path.Combine(Path.GetDirectoryName(here) ?? "", door);

    /// <summary>The first lines that differ, with a few before them.</summary>
    private IEnumerable<string> Difference(string name, string committed, string now)
    {
        if (committed == now)
        {
            yield break;
        }
        const int Around = 4;
        var (before, after) = (committed.Split('\n'), now.Split('\n'));
        var same = before.Zip(after).TakeWhile(l => l.First == l.Second).Count();
        var begin = Math.Max(0, same - Around);
        var lines = before[begin..same].Select(l => "  " + l)
            .Concat(before.Skip(same).Take(Around).Select(l => "- " + l))
            .Concat(after.Skip(same).Take(Around).Select(l => "+ " + l));
        yield return string.Create(CultureInfo.InvariantCulture, $"{door}/{name}.json, line {same + 1}:\n{string.Join('\n', lines)}\n");
    }
}
