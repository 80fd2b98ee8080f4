using System.CommandLine;

namespace Strata.Server.Tests.Cli;

/// <summary>The command line as a page of Markdown, made from the commands themselves.</summary>
internal static class CliReference
{
    public static string Write(RootCommand root)
    {
        var page = new StringBuilder();
        page.Append("# Command line\n\nMade from the command line itself; change it there.\n\n");
        page.Append("## Everywhere\n\n");
        Options(page, root.Options.Where(o => o.Recursive && o.Name.StartsWith("--", StringComparison.Ordinal)));
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

            ## Verbs

            """
        );
        foreach (var verb in root.Subcommands)
        {
            Verb(page, "strata", verb);
        }
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Verb(StringBuilder page, string path, Command verb)
    {
        path = $"{path} {verb.Name}";
        if (verb.Subcommands.Count > 0)
        {
            foreach (var inner in verb.Subcommands)
            {
                Verb(page, path, inner);
            }
            return;
        }
        var arguments = string.Concat(
            verb.Arguments.Select(a =>
                a.Arity.MaximumNumberOfValues > 1 ? $" {a.Name}…"
                : a.Arity.MinimumNumberOfValues == 0 ? $" [{a.Name}]"
                : $" {a.Name}"
            )
        );
        page.Append($"\n### {path}{arguments}\n\n{verb.Description}.\n\n");
        foreach (var argument in verb.Arguments)
        {
            page.Append($"- `{argument.Name}`: {argument.Description}\n");
        }
        Options(page, verb.Options.Where(o => o is not System.CommandLine.Help.HelpOption));
    }

    private static void Options(StringBuilder page, IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            page.Append($"- `{option.Name}{(option.HelpName is null ? "" : " " + option.HelpName)}`: {option.Description}\n");
        }
    }
}
