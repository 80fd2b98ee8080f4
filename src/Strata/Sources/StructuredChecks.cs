namespace Strata.Sources;

/// <summary>Checks of a structured request before the ledger is touched.</summary>
internal static class StructuredChecks
{
    private const int MaxFields = 2_000;
    private const int MaxTypeLength = 60;
    private const int MaxAttachmentBytes = 10 * 1024 * 1024;

    public static void Check(StructuredRequest request)
    {
        if (request.Entities.Count == 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, "'entities' must contain at least one entity.");
        }
        if (request.Entities.Count > StructuredIngestion.MaxEntities)
        {
            throw new StrataException(
                ErrorCode.FileTooLarge,
                $"The batch has {request.Entities.Count} entities; the limit is {StructuredIngestion.MaxEntities}. Send it in smaller batches."
            );
        }
        var faults = new List<Fault>();
        var refs = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Entities.Count; i++)
        {
            var entity = request.Entities[i];
            if (entity.EntityType.Length is 0 or > MaxTypeLength)
            {
                faults.Add(new Fault($"/entities/{i}/entity_type", $"has 1 to {MaxTypeLength} characters"));
            }
            if (entity.Fields.Count is 0 or > MaxFields)
            {
                faults.Add(new Fault($"/entities/{i}/fields", $"names 1 to {MaxFields} fields"));
            }
            if (entity.Ref is { } reference && !refs.Add(reference))
            {
                faults.Add(new Fault($"/entities/{i}/ref", $"'{reference}' is used twice"));
            }
        }
        Refuse(faults);
    }

    public static void Refuse(IReadOnlyList<Fault> faults)
    {
        if (faults.Count > 0)
        {
            throw new StrataException(
                ErrorCode.SchemaValidationFailed,
                $"Nothing was stored: {faults[0].Path} {faults[0].Reason}{(faults.Count > 1 ? $", and {faults.Count - 1} more" : "")}."
            )
            {
                Faults = faults.Count > 100 ? [.. faults.Take(100)] : faults,
            };
        }
    }

    public static byte[] Decode(string base64)
    {
        try
        {
            var bytes = Convert.FromBase64String(base64);
            return bytes.Length is > 0 and <= MaxAttachmentBytes
                ? bytes
                : throw new StrataException(
                    bytes.Length == 0 ? ErrorCode.InvalidContent : ErrorCode.FileTooLarge,
                    $"An attachment must have 1 to {MaxAttachmentBytes} bytes; got {bytes.Length}. Ingest larger files as separate sources."
                );
        }
        catch (FormatException e)
        {
            throw new StrataException(ErrorCode.InvalidContent, "'content_base64' is not base64.", e);
        }
    }
}
