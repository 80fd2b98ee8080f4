namespace Strata.Parsing.Pandoc;

/// <summary>Prepares sources so that pandoc loses no text: in UTF-8, and without the forms that it skips.</summary>
public static class PandocSource
{
    /// <summary>Returns what pandoc reads instead of the source; null if it reads the source.</summary>
    /// <param name="source">Seekable; its position is moved.</param>
    /// <param name="remarks">Receives remarks on the source: bytes that are not text.</param>
    /// <exception cref="InvalidDataException">The source is damaged, or over a limit.</exception>
    public static byte[]? Prepare(PandocFormat format, Stream source, ParseBudget budget, ICollection<string> remarks)
    {
        if (format.Id == "epub")
        {
            return null;
        }
        if (format.Id == "odt")
        {
            return OdtSource.Readable(source, budget);
        }
        if (format.Id == "rtf")
        {
            // A larger one is mostly pictures, and is read unchanged.
            return source.Length > budget.MaxHeldBytes / 4
                ? null
                : RtfSource.WithFieldResults(SourceSlices.ReadBytes(source, new(0, source.Length)));
        }
        var encoding = TextEncoding.Detect(source);
        foreach (var remark in encoding.Remarks)
        {
            remarks.Add(
                remark.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {remark.Line}: {remark.Reason}") : remark.Reason
            );
        }
        // pandoc reads all of a text as Latin-1 if one byte is not valid UTF-8.
        if (encoding is { IsUtf8: true, Preamble: 0, Remarks.Count: 0 })
        {
            return null;
        }
        return source.Length > budget.MaxHeldBytes / 4
            ? throw new InvalidDataException(
                $"the {format.Name} is in {encoding.Name} and longer than {budget.MaxHeldBytes / 4} bytes (a quarter of MaxHeldBytes)"
            )
            : Encoding.UTF8.GetBytes(
                encoding.Encoding.GetString(SourceSlices.ReadBytes(source, new(encoding.Preamble, source.Length - encoding.Preamble)))
            );
    }
}
