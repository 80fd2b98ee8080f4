using System.CommandLine;
using System.CommandLine.Parsing;
using Strata.Cli.Accounts;
using Strata.Cli.Backup;
using Strata.Cli.Batches;
using Strata.Cli.Blobs;
using Strata.Cli.Demo;
using Strata.Cli.Documents;
using Strata.Cli.Duplicates;
using Strata.Cli.Entities;
using Strata.Cli.Erasure;
using Strata.Cli.Export;
using Strata.Cli.Feeds;
using Strata.Cli.Health;
using Strata.Cli.Hosting;
using Strata.Cli.Jobs;
using Strata.Cli.Operations;
using Strata.Cli.Payments;
using Strata.Cli.Projects;
using Strata.Cli.Rendering;
using Strata.Cli.Review;
using Strata.Cli.Runs;
using Strata.Cli.Schemas;
using Strata.Cli.Search;
using Strata.Cli.Sources;
using Strata.Cli.SqlQueries;
using Strata.Cli.Verification;

namespace Strata.Cli;

/// <summary>Builds and runs the command line.</summary>
internal static class CommandLine
{
    /// <summary>The root command with all verbs.</summary>
    public static RootCommand Root { get; } = Create();

    /// <param name="stop">Cancels the command, as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, ICommandEnvironment environment, CancellationToken stop)
    {
        var configuration = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
        var parsed = Root.Parse(args, configuration);
        if (Shortcut.Expand(args, parsed) is var expanded && expanded != args)
        {
            parsed = Root.Parse(expanded, configuration);
        }
        if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            var wants = string.Join(' ', ["strata", .. Path(parsed.CommandResult).Reverse(), "--help"]);
            return Refusal.Usage(Errors(parsed) + Meant(parsed), wants).Report(environment, Array.IndexOf(args, "--json") >= 0);
        }
        // Ctrl-C cancels; the process ends what does not stop in time.
        var invocation = new Invocation(environment)
        {
            ProcessTerminationTimeout =
                !environment.HandlesSignals ? null
                : parsed.CommandResult.Command.Name is WorkerVerb.Name or ServeVerb.Name or OpenVerb.Name ? WorkerVerb.Termination
                : TimeSpan.FromSeconds(10),
        };
        return await parsed.InvokeAsync(invocation, stop);
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Turns files and records into memory you can trust: every value traces back to the bytes it came from.")
        {
            IngestVerb.Create(),
            StoreVerb.Create(),
            ReinterpretVerb.Create(),
            CorrectVerb.Create(),
            RetractVerb.Create(),
            MergeVerb.Create(),
            UnmergeVerb.Create(),
            DeleteVerb.Create(),
            EraseVerb.Create(),
            EraseVerb.CreateList(),
            RestoreVerb.Create(),
            RelateVerb.Create(),
            EntitiesVerb.Create(),
            ProvenanceVerb.Create(),
            FeedsVerb.Create(),
            SourcesVerb.Create(),
            ProjectsVerb.Create(),
            DocumentsVerb.Create(),
            ShowVerb.Create(),
            ReconstructVerb.Create(),
            ExportVerb.Create(),
            SqlVerb.Create(),
            RunsVerb.Create(),
            BatchesVerb.Create(),
            ReviewVerb.Create(),
            JobsVerb.Create(),
            BlobsVerb.Create(),
            SchemasVerb.Create(),
            TimelineVerb.Create(),
            SearchVerb.Create(),
            AuditVerb.Create(),
            DuplicatesVerb.Create(),
            PaymentsVerb.Create(),
            RecurringVerb.Create(),
            DueVerb.Create(),
            UsageVerb.Create(),
            StatsVerb.Create(),
            VerifyVerb.Create(),
            RebuildVerb.Create(),
            ServeVerb.Create(),
            OpenVerb.Create(),
            WorkerVerb.Create(),
            McpVerb.Create(),
            UsersVerb.Create(),
            BackupVerb.Create(),
            DoctorVerb.Create(),
            DemoVerb.Create(),
            CallVerb.Create(),
        };
        foreach (var shortcut in Shortcut.Create())
        {
            root.Add(shortcut);
        }
        root.HelpName = "strata";
        GlobalOptions.AddTo(root);
        VerbHelp.AddTo(root);
        return root;
    }

    /// <summary>Only what a word that is not known is the cause of: the other errors follow from it.</summary>
    private static string Errors(ParseResult parsed)
    {
        if (parsed.CommandResult.Command is RootCommand)
        {
            return parsed.Errors[0].Message;
        }
        var unknown = parsed
            .Errors.Where(e => parsed.UnmatchedTokens.Any(t => e.Message.Contains($"'{t}'", StringComparison.Ordinal)))
            .ToList();
        return string.Join(' ', (unknown is [] ? parsed.Errors : unknown).Select(e => e.Message));
    }

    /// <summary>Asks whether a similar verb or option was meant, or the same word in its place; empty if none is near.</summary>
    private static string Meant(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is not [var first, ..])
        {
            return "";
        }
        var verbs = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        return command is RootCommand && OtherWords.Find(first) is { } verb ? $" Did you mean '{verb}'?"
            : verbs.Contains(first) ? $" Did you mean '{string.Join(' ', [.. Path(parsed.CommandResult).Reverse(), first])}'?"
            : first.StartsWith('-')
                ? NearNames.Question(first, command.Options.Concat(Root.Options).Where(o => !o.Hidden).Select(o => o.Name))
            : NearNames.Question(first, verbs);
    }

    /// <summary>Words of a verb, the last first.</summary>
    internal static IEnumerable<string> Path(CommandResult command)
    {
        for (SymbolResult? at = command; at is CommandResult { Command: not RootCommand } step; at = at.Parent)
        {
            yield return step.Command.Name;
        }
    }
}
