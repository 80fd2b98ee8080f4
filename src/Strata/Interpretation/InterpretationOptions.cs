namespace Strata.Interpretation;

/// <summary>The caller's settings; null ones are detected.</summary>
internal sealed record InterpretationOptions
{
    /// <summary>Entity type of every record; null: chosen by score.</summary>
    public string? EntityType { get; init; }

    /// <summary>Day/month order of ambiguous dates; null: detected per column.</summary>
    public bool? DayFirst { get; init; }

    /// <summary>Whether the first row of a table names its columns; null: detected.</summary>
    public bool? Header { get; init; }

    /// <summary>Encoding of a table, if the caller names it; null: detected.</summary>
    public string? Charset { get; init; }

    /// <summary>Whether scanned pages are read by OCR.</summary>
    public bool Ocr { get; init; }

    /// <summary>OCR languages (<c>deu+eng</c>); null: those of the machine.</summary>
    public string? OcrLanguage { get; init; }

    /// <summary>Name of the interpreter; null: the default.</summary>
    public string? Interpreter { get; init; }

    /// <summary>Whether what is found waits for a person instead of becoming observations.</summary>
    public bool Stage { get; init; }

    /// <summary>What an interpreter that asks is told: the request's own words until a run begins, then all layers together.</summary>
    public string? Prompt { get; init; }

    /// <summary>What the project says for its batches, which a request and a schema come before.</summary>
    public string? ProjectPrompt { get; init; }

    /// <summary>Asks again about what was rejected; null: about everything.</summary>
    public RetryOptions? Retry { get; init; }

    /// <summary>When the source's content was observed, if not at the source's own time; null: the source's.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>Records examined before the first finding: the sample that settles schema and notations.</summary>
    public int SampleSize { get; init; } = 1000;

    public static InterpretationOptions Default { get; } = new();
}

/// <summary>Which refusals a run asks about again.</summary>
/// <param name="RunNo">The run whose findings were rejected.</param>
/// <param name="AsOf">Ledger position at which they were.</param>
internal sealed record RetryOptions(long RunNo, long AsOf)
{
    /// <summary>The refused values by document part and block; loaded when the run is read.</summary>
    public IReadOnlyDictionary<(string Part, int Block), IReadOnlyList<Refusal>> Refusals { get; init; } =
        new Dictionary<(string, int), IReadOnlyList<Refusal>>();
}

/// <summary>A value that a person rejected.</summary>
/// <param name="Value">Canonical JSON.</param>
internal sealed record Refusal(string Field, string Value, string? Reason);
