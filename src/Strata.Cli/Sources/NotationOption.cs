using System.CommandLine;

namespace Strata.Cli.Sources;

/// <summary>Options that state how a file is read, instead of detecting it.</summary>
internal static class NotationOption
{
    private static readonly Option<bool> First = new("--day-first") { Description = "Read 03/04/2026 as 3 April" };
    private static readonly Option<bool> MonthFirst = new("--month-first") { Description = "Read 03/04/2026 as March 4" };
    private static readonly Option<string?> HeaderRow = new("--header")
    {
        HelpName = "yes|no",
        Description = "Whether the first row of a CSV file names its columns (default: detected)",
    };

    private static readonly Option<bool> ReadScans = new("--ocr")
    {
        Description = "Read pictures and scanned PDF pages by OCR (tesseract)",
    };

    private static readonly Option<string?> ScanLanguage = new("--ocr-language")
    {
        HelpName = "names",
        Description =
            "OCR scanned pages in these languages, by tesseract's names: deu+eng (default: all installed if there are few, else eng)",
    };

    private static readonly Option<bool> Accepted = new("--accept")
    {
        Description = "Take what is found without review, although the interpreter stages it",
    };
    private static readonly Option<string?> InterpreterName = new("--interpreter")
    {
        HelpName = "NAME",
        Description = "rules (default) or recorded, with an annotation schema as --type",
    };
    private static readonly Option<bool> Staged = new("--stage")
    {
        Description = "Stage what is found: it waits for strata review, and is part of no entity before",
    };

    public static Command WithNotation(this Command verb)
    {
        verb.Add(First);
        verb.Add(MonthFirst);
        verb.Add(HeaderRow);
        verb.Add(ReadScans);
        verb.Add(ScanLanguage);
        verb.Add(Staged);
        verb.Add(Accepted);
        verb.Add(InterpreterName);
        return verb;
    }

    /// <summary>Null to detect it from the source.</summary>
    public static bool? DayFirst(this CommandContext call) =>
        (call.Get(First), call.Get(MonthFirst)) switch
        {
            (true, true) => throw new UsageException("--day-first and --month-first cannot be combined."),
            (true, false) => true,
            (false, true) => false,
            _ => null,
        };

    /// <summary>Null if not requested.</summary>
    public static bool? Ocr(this CommandContext call) => call.Get(ReadScans) ? true : null;

    /// <summary>Null for what the interpreter does by default.</summary>
    public static bool? Stage(this CommandContext call) =>
        (call.Get(Staged), call.Get(Accepted)) switch
        {
            (true, true) => throw new UsageException("--stage and --accept cannot be combined."),
            (true, false) => true,
            (false, true) => false,
            _ => null,
        };

    /// <summary>Null for the default.</summary>
    public static string? Interpreter(this CommandContext call) => call.Get(InterpreterName);

    /// <summary>Null for the machine's installed languages.</summary>
    public static string? OcrLanguage(this CommandContext call) => call.Get(ScanLanguage);

    /// <summary>Null to detect it from the source.</summary>
    public static bool? Header(this CommandContext call) =>
        call.Get(HeaderRow) switch
        {
            null => null,
            "yes" => true,
            "no" => false,
            var other => throw new UsageException($"--header must be yes or no; got '{Terminal.Short(other, 40)}'."),
        };
}
