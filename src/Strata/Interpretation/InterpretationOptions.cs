namespace Strata.Interpretation;

/// <summary>What the caller settles beforehand; what is null is found out.</summary>
internal sealed record InterpretationOptions
{
    /// <summary>Entity type of every record; null: chosen by score.</summary>
    public string? EntityType { get; init; }

    /// <summary>Day/month order of ambiguous dates; null: detected per column.</summary>
    public bool? DayFirst { get; init; }

    /// <summary>Whether the first row of a table names its columns; null: detected.</summary>
    public bool? Header { get; init; }

    /// <summary>The encoding that the caller names for a table; null: detected.</summary>
    public string? Charset { get; init; }

    /// <summary>Whether scanned pages are read by OCR.</summary>
    public bool Ocr { get; init; }

    /// <summary>The languages that OCR reads in (<c>deu+eng</c>); null: as the machine has them.</summary>
    public string? OcrLanguage { get; init; }

    /// <summary>When what the source says was so, where that is another time than the source's own; null: the source's.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>Records looked at before the first finding is given: the sample that settles schema and notations.</summary>
    public int SampleSize { get; init; } = 1000;

    public static InterpretationOptions Default { get; } = new();
}
