using System.Security.Cryptography;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>Rows that the hash chain covers, and the columns of them that never change.</summary>
/// <param name="Kind">Its number in the entries of <c>ledger_chain</c>; permanent.</param>
/// <param name="Columns">The row's number is the first.</param>
/// <param name="Filter">SQL condition: which rows of the table.</param>
internal sealed record ChainedTable(byte Kind, string Name, IReadOnlyList<BulkColumn> Columns, string Filter = "1 = 1")
{
    /// <summary>Tags of values in the canonical form of a row.</summary>
    private const long Integer = 1;
    private const long Real = 2;
    private const long Text = 3;
    private const long Bytes = 4;

    public static readonly ChainedTable Observations = new(1, LedgerTables.Observations.Name, LedgerTables.Observations.Columns);

    public static readonly ChainedTable Decisions = new(2, LedgerTables.Decisions.Name, LedgerTables.Decisions.Columns);

    public static readonly ChainedTable Schemas = Of(
        3,
        "schemas",
        "seq integer, entity_type text, version integer, body text, hash text, recorded_at integer"
    );

    public static readonly ChainedTable Activations = Of(
        4,
        "schema_activations",
        "seq integer, entity_type text, version integer, recorded_at integer"
    );

    public static readonly ChainedTable Sources = Of(
        5,
        "sources",
        """
        source_no integer, source_id text, digest text, media_type text, file_name text, origin text, byte_size integer,
        observed_at integer, recorded_at integer
        """
    );

    public static readonly ChainedTable Documents = Of(
        6,
        "documents",
        """
        document_no integer, document_id text, source_no integer, parser text, parser_version integer, part text, title text, encoding text,
        is_records integer, facts text, recorded_at integer, is_rendered integer
        """
    );

    /// <summary>Runs as they begin. The configuration is the text that <c>config_hash</c> names.</summary>
    public static readonly ChainedTable Runs = Of(7, "runs", "run_no integer, source_no integer, interpreter text, config_hash text");

    /// <summary>Outcomes of runs, once they have ended.</summary>
    public static readonly ChainedTable Outcomes = Of(
        8,
        "runs",
        """
        run_no integer, status text, completeness text, confidence real, last_seq integer, blocks integer, observations integer,
        entities integer, skipped integer, unknown_fields integer, errors text, finished_at integer
        """
    ) with
    {
        Filter = "status <> 'running'",
    };

    public static readonly IReadOnlyList<ChainedTable> All =
    [
        Observations,
        Decisions,
        Schemas,
        Activations,
        Sources,
        Documents,
        Runs,
        Outcomes,
    ];

    public string Number => Columns[0].Name;

    public string ColumnList { get; } = string.Join(", ", Columns.Select(c => c.Name));

    public static ChainedTable? Find(byte kind) => All.FirstOrDefault(t => t.Kind == kind);

    /// <summary>How faults and receipts name a row.</summary>
    public string PathOf(long number) =>
        this == Observations ? $"observations/{Ids.Observation(number)}"
        : this == Decisions ? $"decisions/{Ids.Decision(number)}"
        : this == Runs || this == Outcomes ? $"runs/{Ids.Run(number)}"
        : string.Create(CultureInfo.InvariantCulture, $"{Name}/{number}");

    /// <summary>
    /// SHA-256 of the row's canonical form: name, type and value of every column that is not null, so that a column added later
    /// leaves the digests of former rows as they are.
    /// </summary>
    /// <param name="values">In the order of <see cref="Columns"/>.</param>
    public void Digest(ReadOnlySpan<object?> values, Span<byte> digest)
    {
        var writer = new CompactWriter(stackalloc byte[1024]);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }
            writer.Text(Columns[i].Name);
            switch (Columns[i].Type)
            {
                case BulkType.Integer:
                    writer.Number(Integer);
                    writer.Signed((long)value);
                    break;
                case BulkType.Real:
                    writer.Number(Real);
                    writer.Real(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                    break;
                case BulkType.Text:
                    writer.Number(Text);
                    writer.Text((string)value);
                    break;
                default:
                    writer.Number(Bytes);
                    var bytes = (byte[])value;
                    writer.Number(bytes.Length);
                    writer.Bytes(bytes);
                    break;
            }
        }
        SHA256.HashData(writer.Written, digest);
    }

    private static ChainedTable Of(byte kind, string name, string columns) =>
        new(kind, name, new Operations.StoredTable(kind, name, "", columns).Columns);
}
