using System.CommandLine;

namespace Strata.Server.Tests.Cli;

/// <summary>The command line as a page of Markdown, made from the commands themselves.</summary>
internal static class CliReference
{
    /// <summary>What at least this many verbs have is explained once, before them.</summary>
    private const int MinVerbs = 3;

    public static string Write(RootCommand root)
    {
        var page = new StringBuilder();
        page.Append("# Command line\n\nMade from the command line itself; change it there.\n\n");
        page.Append("## Everywhere\n\n");
        foreach (var option in root.Options.Where(o => o.Recursive && o.Name.StartsWith("--", StringComparison.Ordinal)))
        {
            page.Append(Line(option));
        }

        page.Append(
            """

            Results go to standard output, notes, progress and errors to standard error. With `--json` a result is what REST returns, one
            JSON object a line where there are many, and an error is a problem object with the same `code` as everywhere, `exit_code`, and `advice` where there is any.
            Where a list goes on, standard error says how: `There is more: --cursor …`, with `--json` an object `{"next_cursor":"…"}`.
            An ENTITY is named by its id, or by anything that identifies just one, such as an invoice number or an e-mail address.

            | exit code | means |
            |---|---|
            | 0 | done; also where a run is `partial`: something of the file is stored, and its `errors` say what is not |
            | 1 | failed, or done only in part: a file of many was refused, nothing could be read from it, `verify` found a fault |
            | 2 | the command line can't be understood; nothing was done |
            | 3 | not found |
            | 4 | conflict: already merged, another payload under the same idempotency key, a run in progress |
            | 5 | over a quota or rate limit |
            | 6 | the database, the bytes or the server can't be reached just now; the same may do later |
            | 130 | ended by Ctrl-C |

            ## Of several verbs


            """
        );
        var verbs = root.Subcommands.SelectMany(verb => Verbs("strata", verb)).ToList();
        var shared = verbs
            .SelectMany(verb => Lines(verb.Command))
            .GroupBy(line => line, StringComparer.Ordinal)
            .Where(lines => lines.Count() >= MinVerbs)
            .Select(lines => lines.Key)
            .ToList();
        foreach (var line in shared)
        {
            page.Append(line);
        }

        page.Append("\n## Verbs\n");
        foreach (var (path, verb) in verbs)
        {
            Verb(page, path, verb, shared);
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<(string Path, Command Command)> Verbs(string path, Command verb)
    {
        path = $"{path} {verb.Name}";
        return verb.Subcommands.Count > 0 ? verb.Subcommands.SelectMany(inner => Verbs(path, inner)) : [(path, verb)];
    }

    private static void Verb(StringBuilder page, string path, Command verb, List<string> shared)
    {
        var arguments = string.Concat(
            verb.Arguments.Select(a =>
                a.Arity.MaximumNumberOfValues > 1 ? $" {a.Name}…"
                : a.Arity.MinimumNumberOfValues == 0 ? $" [{a.Name}]"
                : $" {a.Name}"
            )
        );
        page.Append($"\n### {path}{arguments}\n\n{verb.Description}.\n\n");
        foreach (var line in Lines(verb).Where(line => !shared.Contains(line)))
        {
            page.Append(line);
        }

        var others = Options(verb).Where(o => shared.Contains(Line(o))).Select(o => $"`{o.Name}`").ToList();
        if (others.Count > 0)
        {
            page.Append($"- and {string.Join(", ", others)}\n");
        }
    }

    private static IEnumerable<string> Lines(Command verb) =>
        verb.Arguments.Select(a => Line(a)).Concat(Options(verb).Select(o => Line(o)));

    private static IEnumerable<Option> Options(Command verb) => verb.Options.Where(o => o is not System.CommandLine.Help.HelpOption);

    private static string Line(Argument argument) => $"- `{argument.Name}`: {argument.Description}\n";

    private static string Line(Option option) =>
        $"- `{option.Name}{(option.HelpName is null ? "" : " " + option.HelpName)}`: {option.Description}\n";
}
