using System.CommandLine;
using Spectre.Console;
using Strata.Cli.Output;
using Strata.Duplicates.Evaluation;

namespace Strata.Cli.Duplicates;

/// <summary>Evaluates duplicate detection on labelled files, without a store.</summary>
internal static class DuplicatesEvaluateVerb
{
    private static readonly Option<string[]> Data = new("--data")
    {
        HelpName = "A.csv [B.csv]",
        Description = "One file of records to deduplicate, or two to match against each other",
        Required = true,
        Arity = new ArgumentArity(1, 2),
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> Truth = new("--truth")
    {
        HelpName = "pairs.csv",
        Description = "Pairs of ids of matching records",
    };
    private static readonly Option<string?> Entity = new("--entity")
    {
        HelpName = "COLUMN",
        Description = "Instead of --truth: column that is equal for matching records",
    };
    private static readonly Option<string?> Id = new("--id") { HelpName = "COLUMN", Description = "Id column (default: detected by name)" };
    private static readonly Option<string[]> Identity = new("--identity")
    {
        HelpName = "COLUMN…",
        Description = "Columns that identify a record (default: all but ids and labels)",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Errors = new("--errors")
    {
        HelpName = "FILE",
        Description =
            "Write the pairs decided wrongly at even odds to this CSV file: false or missed, ids, probability, weight, each field's result",
    };

    public static Command Create() =>
        new Command("evaluate", "Evaluate duplicate detection on labelled records") { Data, Truth, Entity, Id, Identity, Errors }.Runs(
            RunAsync
        );

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var request = new EvaluationRequest
        {
            Files = [.. (call.Get(Data) ?? []).SelectMany(f => System.IO.File.Exists(f) ? [f] : f.Split(','))],
            TruthFile = call.Get(Truth),
            ClusterColumn = call.Get(Entity),
            IdColumn = call.Get(Id),
            ErrorsFile = call.Get(Errors),
            Identity =
            [
                .. (call.Get(Identity) ?? []).SelectMany(i =>
                    i.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                ),
            ],
        };
        foreach (var file in request.Files.Append(request.TruthFile).OfType<string>())
        {
            if (!System.IO.File.Exists(file))
            {
                throw new UsageException($"File '{file}' does not exist.");
            }
        }
        call.Out.One(await DuplicateEvaluation.RunAsync(request, call.Time, ct), Show);
    }

    private static void Show(IAnsiConsole console, EvaluationReport report)
    {
        foreach (var line in report.Understood)
        {
            console.WriteLine(line);
        }
        console.WriteLine("compared: " + string.Join(", ", report.Fields.Select(f => $"{f.Field} ({f.Compares})")));
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Records} records, {report.TruePairs} true pairs; {report.PairsConsidered} of {report.PossiblePairs:0} pairs considered, {report.TruePairsConsidered} of the true ones ({report.CandidateRecall * 100:0.0} %) among them; {report.Seconds:0.0} s"
            )
        );
        var listing = new ConsoleTable(console, "threshold", "#probability", "#bits", "#pairs", "#right", "#precision", "#recall", "#F1");
        Row(listing, "default", report.Default);
        Row(listing, "best", report.Best);
        if (report.Sure is { } sure)
        {
            Row(listing, "precision >= 0.999", sure);
        }
        listing.Write("");
        if (report.Errors is { } errors)
        {
            console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{errors.File}: {errors.False} false and {errors.Missed} missed pairs at even odds"
                )
            );
        }
    }

    private static void Row(ConsoleTable listing, string name, Score score)
    {
        static string Show(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
        listing.Row(
            name,
            Show(score.Threshold, "0.####"),
            Show(score.Weight, "0.0"),
            Show(score.Pairs, "0"),
            Show(score.Right, "0"),
            Show(score.Precision, "0.0000"),
            Show(score.Recall, "0.0000"),
            Show(score.F1, "0.0000")
        );
    }
}
