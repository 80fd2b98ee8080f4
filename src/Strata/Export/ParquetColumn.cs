using Parquet;
using Parquet.Schema;

namespace Strata.Export;

/// <summary>A column of the rows that wait for their row group.</summary>
internal abstract class ParquetColumn
{
    public abstract Field Field { get; }

    /// <returns>False: the type can't hold the value, or not all of it.</returns>
    public abstract bool Add(string? json);

    /// <summary>Writes what was added, and begins anew.</summary>
    public abstract Task FlushAsync(ParquetRowGroupWriter group, CancellationToken ct);

    public static ParquetColumn Of(ExportColumn column) =>
        (column.Type, column.IsList) switch
        {
            (ExportType.Integer, false) => new Scalars<long>(new DataField<long>(column.Name, nullable: true), Exact(CellValues.Integer)),
            (ExportType.Integer, true) => new Lists<long>(
                column.Name,
                new DataField<long>(Element, nullable: true),
                Exact(CellValues.Integer)
            ),
            (ExportType.Decimal, false) => new Scalars<decimal>(Number(column.Name), Exact(CellValues.Decimal)),
            (ExportType.Decimal, true) => new Lists<decimal>(column.Name, Number(Element), Exact(CellValues.Decimal)),
            (ExportType.Boolean, false) => new Scalars<bool>(new DataField<bool>(column.Name, nullable: true), Exact(CellValues.Boolean)),
            (ExportType.Boolean, true) => new Lists<bool>(
                column.Name,
                new DataField<bool>(Element, nullable: true),
                Exact(CellValues.Boolean)
            ),
            (ExportType.Date, false) => new Scalars<DateOnly>(new DataField<DateOnly>(column.Name, nullable: true), Exact(CellValues.Date)),
            (ExportType.Date, true) => new Lists<DateOnly>(
                column.Name,
                new DataField<DateOnly>(Element, nullable: true),
                Exact(CellValues.Date)
            ),
            (ExportType.Timestamp, false) => new Scalars<DateTime>(Time(column.Name), Milliseconds),
            (ExportType.Timestamp, true) => new Lists<DateTime>(column.Name, Time(Element), Milliseconds),
            (_, true) => new Lists<ReadOnlyMemory<char>>(column.Name, new DataField<string>(Element, nullable: true), Characters),
            _ => new Texts(column.Name),
        };

    private const string Element = "element";

    private static DecimalDataField Number(string name) => new(name, ExportColumn.Precision, ExportColumn.Scale, isNullable: true);

    // In milliseconds: the library's statistics of finer times are wrong, so that readers would pass over rows that they should find.
    private static DateTimeDataField Time(string name) =>
        new(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Millis, isNullable: true);

    private static Func<string, (T?, bool)> Exact<T>(Func<string, T?> read)
        where T : struct => json => read(json) is { } value ? (value, true) : (null, false);

    private static (DateTime?, bool) Milliseconds(string json) =>
        CellValues.Instant(json) is { } time ? (time, time.Ticks % TimeSpan.TicksPerMillisecond == 0) : (null, false);

    private static (ReadOnlyMemory<char>?, bool) Characters(string json) => (CellValues.Text(json).AsMemory(), true);

    /// <param name="read">Returns the value, and whether that is all of it.</param>
    private sealed class Scalars<T>(DataField data, Func<string, (T?, bool)> read) : ParquetColumn
        where T : struct
    {
        private readonly List<T?> _values = [];

        public override Field Field => data;

        public override bool Add(string? json)
        {
            var (value, isWhole) = json is null or JsonText.Null ? (null, true) : read(json);
            _values.Add(value);
            return isWhole;
        }

        public override async Task FlushAsync(ParquetRowGroupWriter group, CancellationToken ct)
        {
            await group.WriteAsync<T>(data, _values.ToArray(), cancellationToken: ct);
            _values.Clear();
        }
    }

    private sealed class Texts(string name) : ParquetColumn
    {
        private readonly DataField<string> _field = new(name, nullable: true);
        private readonly List<string?> _values = [];

        public override Field Field => _field;

        public override bool Add(string? json)
        {
            _values.Add(json is null or JsonText.Null ? null : CellValues.Text(json));
            return true;
        }

        public override async Task FlushAsync(ParquetRowGroupWriter group, CancellationToken ct)
        {
            await group.WriteAsync(_field, _values!); // the library takes nulls, though its signature doesn't say so
            _values.Clear();
        }
    }

    /// <param name="read">Returns an element, and whether that is all of it.</param>
    private sealed class Lists<T>(string name, DataField element, Func<string, (T?, bool)> read) : ParquetColumn
        where T : struct
    {
        // Definition levels of the three-level list of the format.
        private const int NoList = 0;
        private const int EmptyList = 1;
        private const int NoElement = 2;
        private const int HasElement = 3;

        private readonly ListField _field = new(name, element);
        private readonly List<T> _values = [];
        private readonly List<int> _definitions = [];
        private readonly List<int> _repetitions = [];

        public override Field Field => _field;

        public override bool Add(string? json)
        {
            if (json is null or JsonText.Null || json[0] != '[')
            {
                Level(NoList, 0);
                return json is null or JsonText.Null;
            }
            var elements = JsonArrays.Elements(json);
            if (elements.Count == 0)
            {
                Level(EmptyList, 0);
                return true;
            }
            var isWhole = true;
            for (var i = 0; i < elements.Count; i++)
            {
                var (value, isAll) = elements[i] == JsonText.Null ? (null, true) : read(elements[i]);
                isWhole &= isAll;
                Level(value is null ? NoElement : HasElement, i == 0 ? 0 : 1);
                if (value is { } some)
                {
                    _values.Add(some);
                }
            }
            return isWhole;
        }

        public override async Task FlushAsync(ParquetRowGroupWriter group, CancellationToken ct)
        {
            await group.WriteAllPartsAsync<T>(element, _values.ToArray(), _definitions.ToArray(), _repetitions.ToArray(), ct);
            _values.Clear();
            _definitions.Clear();
            _repetitions.Clear();
        }

        private void Level(int definition, int repetition)
        {
            _definitions.Add(definition);
            _repetitions.Add(repetition);
        }
    }
}
