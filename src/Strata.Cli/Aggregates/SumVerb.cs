using System.CommandLine;
using Strata.Cli.Entities;
using Strata.Cli.Output;

namespace Strata.Cli.Aggregates;

/// <summary>Sums and counts entities in groups.</summary>
internal static class SumVerb
{
    private static readonly Argument<string?> Field = new("FIELD")
    {
        Description = "Number to sum, e.g. total or items.amount; without one, entities are counted",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string[]> By = new("--by")
    {
        HelpName = "FIELD|month(DATE)",
        Description = "Group by a field, or by year, quarter, month, week or day of a date, e.g. month(issue_date); up to three",
    };
    private static readonly Option<string?> Sort = new("--sort")
    {
        HelpName = "COLUMN",
        Description = "What it is grouped by, count, sum, min, max or average; -COLUMN for descending order",
    };
    private static readonly Option<int> Limit = new("--limit")
    {
        HelpName = "N",
        Description = "Maximum number of groups",
        DefaultValueFactory = _ => 50,
    };

    public static Command Create() =>
        new Command("sum", "Sum a field, or count entities, in groups") { Field, By, Sort, Limit }
            .Filters()
            .PrintsCsv()
            .ReadsPast()
            .Runs(RunAsync);

    public static Command CreateTypes() =>
        new Command("types", "Count entities by type")
            .ReadsPast()
            .Runs(
                async (call, ct) =>
                {
                    var strata = await call.StrataAsync(ct);
                    var at = call.At();
                    var request = new SumEntities
                    {
                        By = ["entity_type"],
                        Limit = 10_000,
                        KnownAt = at.KnownAt,
                        ValidAt = at.ValidAt,
                    };
                    call.Out.One(await strata.Aggregates.SumAsync(request, progress: null, ct), SumConsoleView.Show);
                }
            );

    private static async Task RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var csv = call.Csv();
        var (query, at) = (await call.QueryAsync(strata, ct), call.At());
        var request = new SumEntities
        {
            EntityType = query.EntityType,
            Project = query.Project,
            Field = call.Find(Field),
            By = call.Get(By) ?? [],
            Where = query.Where,
            Filter = [.. query.Filters.Select(f => f.ToString())],
            Text = query.Text,
            TimeZone = query.TimeZone,
            Sort = call.Get(Sort),
            Limit = call.Get(Limit),
            KnownAt = at.KnownAt,
            ValidAt = at.ValidAt,
        };
        var sums = await ProgressLine.RunAsync(call.Environment, "sum", progress => strata.Aggregates.SumAsync(request, progress, ct));
        if (csv is not null)
        {
            SumConsoleView.Write(csv, sums);
        }
        else
        {
            call.Out.One(sums, SumConsoleView.Show);
        }
        if (sums.MoreGroups > 0)
        {
            call.Out.Incomplete($"There are {Values.Count(sums.MoreGroups, "more group", "more groups")}: --limit N, or --sort.");
        }
    }
}
