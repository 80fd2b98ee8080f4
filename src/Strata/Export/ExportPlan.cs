using System.Security.Cryptography;
using Strata.Database;
using Strata.Ledger;
using Strata.Projects.Filtering;
using Strata.Schemas;

namespace Strata.Export;

/// <summary>A request as it was understood, at a position of the ledger that no longer moves.</summary>
/// <param name="Types">Schemas of the entities; empty: blocks are exported.</param>
/// <param name="Sources">Numbers of the sources whose blocks are exported.</param>
/// <param name="Single">The source or document that was asked for; null: a project's, or entities.</param>
internal sealed record ExportPlan(
    ExportRequest Request,
    ReadPoint Point,
    IReadOnlyList<SchemaDefinition> Types,
    IReadOnlyList<long> Sources,
    ExportedSource? Single,
    ProjectRecord? Project
)
{
    /// <summary>Raised whenever the same request gives other bytes.</summary>
    private const int Version = 1;

    private const int MaxTypes = 1_000;

    public bool IsOfEntities => Single is null && Project is null;

    /// <summary>Annotation schemas, whose values blocks have.</summary>
    public IEnumerable<SchemaDefinition> Annotations => Point.Schemas.All.Where(s => s.Kind == SchemaKind.Annotation);

    public ExportTable TableOf(SchemaDefinition schema) => ExportTable.OfEntities(schema, Request);

    public ExportTable Blocks => ExportTable.OfBlocks(Annotations, Request);

    public string Extension => Request.Zip ? "zip" : Request.Format;

    public string MediaType => Request.Zip ? "application/zip" : MediaTypeOf(Request.Format);

    public static string MediaTypeOf(string format) =>
        format switch
        {
            ExportRequest.Csv => "text/csv",
            ExportRequest.Parquet => "application/vnd.apache.parquet",
            _ => "application/x-ndjson",
        };

    /// <summary>What a file with it is called.</summary>
    public string FileName =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Project is { } project ? Ids.Project(project.ProjectNo) : Single?.Source.SourceId ?? (Types is [var one] ? FileNames.Of(one.EntityType) : "entities"))}-{Point.Seq}.{Extension}"
        );

    /// <summary>Names the bytes of the export, for good.</summary>
    public string ETagOf(UserId user)
    {
        var asked = JsonSerializer.Serialize(
            Request with
            {
                KnownAt = null,
                EntityTypes = [],
                Source = null,
                Project = null,
            },
            StrataJson.Options.GetTypeInfo(typeof(ExportRequest))
        );
        var named = new StringBuilder();
        named.AppendJoin('\n', [Version.ToString(CultureInfo.InvariantCulture), user.Value, asked, FileName]);
        named.Append('\n').AppendJoin(',', Types.Select(t => t.EntityType)).Append('\n').AppendJoin(',', Sources);
        named.Append('\n').AppendJoin(',', Single?.Documents.Select(d => d.DocumentId) ?? []);
        if (!IsOfEntities)
        {
            // What was never read is parsed by the parsers of this program.
            named
                .Append('\n')
                .AppendJoin(',', Parsers.All.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Id} {p.Version}")));
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(named.ToString())).AsSpan(0, 16));
    }

    /// <exception cref="StrataException">INVALID_CONTENT: what was asked for excludes itself.</exception>
    public static async Task<ExportPlan> OfAsync(UserConnection connection, ExportRequest request, SchemaStore schemas)
    {
        Check(request);
        var head = await connection.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user");
        var seq = request.KnownAt is { } at ? Math.Min(head, await ReadPoint.SeqAsync(connection, at, "known_at")) : head;
        var point = new ReadPoint(seq, long.MaxValue, await schemas.AtAsync(connection, seq));
        if (request.Source is { } source)
        {
            var single = await ExportedSource.FindAsync(connection, source, seq);
            return new(request, point, [], [single.Source.SourceNo], single, null);
        }
        if (request.Project is { } name)
        {
            var project = await ProjectRecord.FindAsync(connection, name);
            if (project.ProjectNo > seq)
            {
                throw new StrataException(ErrorCode.ProjectNotFound, $"There was no project '{name}' at that position of the ledger.");
            }
            return new(request, point, [], await ExportedSource.OfProjectAsync(connection, project, seq), null, project);
        }
        IReadOnlyList<SchemaDefinition> types =
            request.EntityTypes.Count == 0
                ? [.. point.Schemas.All]
                : [.. request.EntityTypes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(point.Schemas.Get)];
        return !request.Zip && request.Format != ExportRequest.JsonLines && types.Count != 1
            ? throw Refused("zip", $"a {request.Format} file has the columns of one type; name one, or ask for a ZIP with a file per type")
            : new(request, point, types, [], null, null);
    }

    private static void Check(ExportRequest request)
    {
        var whats = (request.EntityTypes.Count > 0 ? 1 : 0) + (request.Source is null ? 0 : 1) + (request.Project is null ? 0 : 1);
        if (whats > 1)
        {
            throw Refused("entity_types", "entities, a source or a project are exported, not several of these at once");
        }
        if (request.EntityTypes.Count > MaxTypes)
        {
            throw Refused("entity_types", $"at most {MaxTypes}, not {request.EntityTypes.Count}");
        }
        if (request.Format is not (ExportRequest.JsonLines or ExportRequest.Csv or ExportRequest.Parquet))
        {
            throw Refused("format", $"'{request.Format}' is not one of jsonl, csv, parquet");
        }
        if (request.Include.FirstOrDefault(i => i != ExportRequest.Staged) is { } unknown)
        {
            throw Refused("include", $"'{unknown}' is not one of {ExportRequest.Staged}");
        }
        var isOfBlocks = request.Source is not null || request.Project is not null;
        if (request.Include.Count > 0 && !isOfBlocks)
        {
            throw Refused("include", "what is staged belongs to blocks: name a source or a project");
        }
        if (request.ChangedAfter is not null && isOfBlocks)
        {
            throw Refused("changed_after", "blocks never change; it is for entities");
        }
        if (request.Safe && request.Format != ExportRequest.Csv)
        {
            throw Refused("safe", "it is for CSV");
        }
    }

    private static StrataException Refused(string field, string reason) => Operations.OperationField.Refused(field, reason + ".");
}
