using System.CommandLine;

namespace Strata.Cli;

/// <summary>
/// Short words for what is asked most: <c>ls</c>, <c>get THING</c>, <c>version</c>, <c>help VERB</c>. Each stands for another command line.
/// </summary>
internal static class Shortcut
{
    private static readonly Argument<string[]> Words = new("WORDS") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };

    /// <summary>Verbs by how their ids begin; anything else is an entity or one of its identifiers.</summary>
    private static readonly (string Prefix, string[] Verb)[] ByPrefix =
    [
        ("src_", ["sources", "show"]),
        ("run_", ["runs", "show"]),
        ("doc_", ["documents", "show"]),
        ("job_", ["jobs", "show"]),
        ("", ["entities", "get"]),
    ];

    public static IEnumerable<Command> Create()
    {
        yield return Of("ls", "List sources, or with a TYPE the entities of it: ls contact");
        yield return Of("get", "Show anything by its id, or an entity by an identifier: get src_…, get ann@example.org");
        yield return Of("help", "Show what there is, or how a verb is used: help ingest");
        yield return Of("version", "Show the version");
    }

    /// <summary>Returns the command line that a short one stands for; the same if it is none.</summary>
    public static string[] Expand(string[] args, ParseResult parsed)
    {
        if (parsed.CommandResult.Command is not { } verb || !verb.Arguments.Contains(Words))
        {
            return args;
        }
        var at = Array.IndexOf(args, verb.Name);
        string[] before = args[..at];
        string[] after = args[(at + 1)..];
        return (verb.Name, after) switch
        {
            ("version", _) => [.. before, "--version"],
            ("help", _) => [.. before, .. after, "--help"],
            ("ls", [[not '-', ..] type, .. var rest]) => [.. before, "entities", "list", "--type", type, .. rest],
            ("ls", _) => [.. before, "sources", "list", .. after],
            _ => [.. before, .. VerbOf(after), .. after],
        };
    }

    private static string[] VerbOf(string[] words)
    {
        var id = Array.Find(words, w => !w.StartsWith('-')) ?? "";
        return Array.Find(ByPrefix, p => id.StartsWith(p.Prefix, StringComparison.Ordinal)).Verb;
    }

    private static Command Of(string name, string description)
    {
        // Options are those of the verb that it stands for.
        var verb = new Command(name, description) { Words };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(_ => ExitCode.Usage); // expanded before it would run
        return verb;
    }
}
