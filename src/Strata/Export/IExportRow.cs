namespace Strata.Export;

/// <summary>A row that is exported, in the two shapes that formats take.</summary>
internal interface IExportRow
{
    /// <summary>Writes it as a JSON object.</summary>
    void Write(Utf8JsonWriter json);

    /// <summary>Returns the value of each column as canonical JSON; null where it has none.</summary>
    string?[] Cells(ExportTable table);
}

/// <summary>Writes rows in one format.</summary>
internal interface IRowWriter : IAsyncDisposable
{
    ValueTask WriteAsync(IExportRow row, CancellationToken ct);

    /// <summary>Writes what is left, and what ends the file.</summary>
    ValueTask EndAsync(CancellationToken ct);
}
