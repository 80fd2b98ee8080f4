using System.CommandLine;

namespace Strata.Cli.Output;

/// <summary>Options for lists as CSV.</summary>
internal static class CsvOptions
{
    private static readonly Option<bool> Plain = new("--csv") { Description = "Print CSV (RFC 4180)" };
    private static readonly Option<bool> FormulaSafe = new("--csv-safe")
    {
        Description = "Print CSV whose texts no spreadsheet takes for formulas: an apostrophe stands before =, +, - and @",
    };

    public static Command PrintsCsv(this Command verb)
    {
        verb.Add(Plain);
        verb.Add(FormulaSafe);
        return verb;
    }

    /// <summary>Null unless CSV was asked for.</summary>
    public static CsvWriter? Csv(this CommandContext call)
    {
        var isSafe = call.Get(FormulaSafe);
        return !isSafe && !call.Get(Plain) ? null
            : call.Out.IsJson ? throw new UsageException("--csv and --json exclude each other.")
            : new CsvWriter(call.Environment.Out, isSafe);
    }
}
