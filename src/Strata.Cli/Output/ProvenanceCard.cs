using System.Globalization;
using Spectre.Console;

namespace Strata.Cli.Output;

/// <summary>From a value down to the quoted bytes, step by step.</summary>
internal static class ProvenanceCard
{
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Mark = new(Color.Black, Color.Yellow);

    public static void Show(IAnsiConsole console, FieldProvenance from, SourceLine? line)
    {
        console.Write(new Text($"{Terminal.Safe(from.Field)} = "));
        console.Write(new Text(Values.Show(from.Value) + "\n", Strong));
        Step(console, "observation", $"{from.ObservationId}, {from.Class}, priority {from.Priority}, specificity {from.Specificity:0.0#}");
        Step(console, "observed", $"{Values.Show(from.ObservedAt)}, recorded {Values.Show(from.RecordedAt)}");
        Step(console, "by", from.Actor);
        Step(console, "reason", from.Reason);
        Step(console, "run", from.RunId is null ? null : $"{from.RunId}, interpreter {from.Interpreter ?? "–"}");
        Step(console, "source", from.SourceId is null ? null : $"{from.SourceId}, {from.FileName ?? "no name"}");
        Step(console, "sha256", from.SourceDigest);
        if (from.Locator is { } at)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"bytes {at.Start}–{at.Start + at.Length}");
            Step(console, "place", from.Places is { Count: > 0 } places ? PlaceText.Of(places) : null);
            Step(console, "where", from.LocatorIn == "text" ? $"{where} of the text of {from.DocumentId}" : line is null ? where : $"{from.FileName ?? from.SourceId}:{line.Number}, {where}");
        }
        if (line is not null)
        {
            console.Write(new Text("  quote        " + Terminal.Safe(line.Before)));
            console.Write(new Text(Terminal.Safe(line.Quoted), Mark));
            console.Write(new Text(Terminal.Safe(line.After) + "\n"));
        }
        else if (from.Quote is not null)
        {
            console.Write(new Text("  quote        " + Terminal.Safe(from.QuoteBefore ?? "")));
            console.Write(new Text(Terminal.Short(from.Quote, 400), Mark));
            console.Write(new Text(Terminal.Safe(from.QuoteAfter ?? "") + "\n"));
        }
        Step(
            console,
            "verified",
            from.QuoteVerified switch
            {
                true => "yes: the bytes, read again just now, are the recorded evidence",
                false => "NO: the bytes differ from the recorded evidence; run strata verify",
                null => null,
            }
        );
    }

    private static void Step(IAnsiConsole console, string name, string? text)
    {
        if (text is not null)
        {
            console.WriteLine($"  {name,-12} {Terminal.Safe(text)}");
        }
    }
}
