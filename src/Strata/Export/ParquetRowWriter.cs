using Parquet;
using Parquet.Schema;

namespace Strata.Export;

/// <summary>
/// Parquet with typed columns, ZSTD and statistics. Rows are held until a row group is full. What a column's type can't hold (a number of 40
/// digits, a time finer than a millisecond, but for times of our own) is in the column <see cref="Other"/>, as JSON by column.
/// </summary>
internal sealed class ParquetRowWriter : IRowWriter
{
    public const string Other = "_other";

    private const int MaxRows = 20_000;

    /// <summary>Characters of values in a row group, beyond which it ends.</summary>
    private const long MaxCharacters = 10_000_000;

    private readonly ExportTable _table;
    private readonly IReadOnlyList<ParquetColumn> _columns;
    private readonly ParquetColumn _other = ParquetColumn.Of(new(Other, ExportType.Json));
    private readonly ParquetSchema _schema;
    private readonly Stream _to;
    private ParquetWriter? _writer;
    private long _characters;
    private int _rows;

    public ParquetRowWriter(Stream to, ExportTable table)
    {
        (_to, _table) = (to, table);
        _columns = [.. table.Columns.Select(ParquetColumn.Of)];
        _schema = new ParquetSchema([.. _columns.Select(c => c.Field), _other.Field]);
    }

    public async ValueTask WriteAsync(IExportRow row, CancellationToken ct)
    {
        var cells = row.Cells(_table);
        List<KeyValuePair<string, string>>? unfit = null;
        for (var i = 0; i < cells.Length; i++)
        {
            if (!_columns[i].Add(cells[i]) && _table.Columns[i].Field is not null && cells[i] is { } json)
            {
                (unfit ??= []).Add(new(_table.Columns[i].Name, json));
            }
            _characters += cells[i]?.Length ?? 0;
        }
        _other.Add(unfit is null ? null : FieldList.From(unfit).ToJson());
        _rows++;
        if (_rows >= MaxRows || _characters >= MaxCharacters)
        {
            await FlushAsync(ct);
        }
    }

    public async ValueTask EndAsync(CancellationToken ct)
    {
        await FlushAsync(ct);
        var writer = await WriterAsync(ct);
        await writer.DisposeAsync();
        _writer = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        if (_rows == 0)
        {
            return;
        }
        var writer = await WriterAsync(ct);
        using (var group = writer.CreateRowGroup())
        {
            foreach (var column in _columns.Append(_other))
            {
                await column.FlushAsync(group, ct);
            }
            group.CompleteValidate();
        }
        (_rows, _characters) = (0, 0);
    }

    private async Task<ParquetWriter> WriterAsync(CancellationToken ct) =>
        _writer ??= await ParquetWriter.CreateAsync(
            _schema,
            _to,
            new ParquetOptions
            {
                CompressionMethod = CompressionMethod.Zstd,
                CompressionLevel = System.IO.Compression.CompressionLevel.Fastest,
            },
            cancellationToken: ct
        );
}
