using Strata.Database;
using Strata.Documents;
using Strata.Ledger;
using Strata.Projects.Filtering;
using Strata.Runs;

namespace Strata.Review;

/// <summary>A <see cref="FindingFilter"/> as conditions on <c>findings f</c>.</summary>
/// <param name="Sql">Each begins with "and"; empty: all.</param>
internal sealed record FindingFilters(string Sql, IReadOnlyDictionary<string, object?> Arguments)
{
    private const int MaxText = 200;

    /// <param name="knownAt">The states of this ledger position; null: those of now.</param>
    public static async Task<FindingFilters> OfAsync(UserConnection connection, FindingFilter filter, long? knownAt = null)
    {
        var (sql, args) = (new StringBuilder(" and " + RunRecord.StandsSql), new Dictionary<string, object?>(StringComparer.Ordinal));
        if (await ProjectRecord.NumberAsync(connection, filter.Project) is { } project)
        {
            And("f." + ProjectRecord.HasSource, "project", project);
        }
        if (filter.SourceId is { } sourceId)
        {
            And("f.source_no = @source", "source", (await SourceRecords.GetAsync(connection, sourceId)).SourceNo);
        }
        if (filter.DocumentId is { } documentId)
        {
            And("f.document_no = @document", "document", (await DocumentQueries.FindAsync(connection, documentId)).DocumentNo);
        }
        if (filter.RunId is { } runId)
        {
            And("f.run_no = @run", "run", (await RunQueries.FindAsync(connection, runId)).RunNo);
        }
        if (filter.SubjectId is { } subjectId)
        {
            And("f.subject_no = @subject", "subject", Number("sub_", subjectId, "subject_id"));
        }
        if (filter.Interpreter is { } interpreter)
        {
            And(
                "f.run_no in (select r.run_no from runs r where r.user_id = @user and r.interpreter = @interpreter)",
                "interpreter",
                interpreter
            );
        }
        Same("entity_type", filter.EntityType);
        Same("field", filter.Field);
        Same("block_type", filter.BlockType);
        Same("admission", filter.Admission?.Name());
        Same("assignee", filter.Assignee);
        if (filter.State is { } state)
        {
            And(knownAt is null ? "f.review = @state" : $"{FindingStates.Then} = @state", "state", state.Name());
            if (state == ReviewState.Staged && filter is { RunId: null, DocumentId: null, SourceId: null, SubjectId: null })
            {
                sql.Append(" and not ").Append(FindingFollows.Outdated(knownAt is null ? null : "@knownAt"));
            }
        }
        if (knownAt is { } seq)
        {
            And("f.finding_no <= @knownAt", "knownAt", seq);
        }
        if (filter.MinConfidence is { } min)
        {
            And("f.confidence >= @min", "min", min);
        }
        if (filter.MaxConfidence is { } max)
        {
            And("f.confidence <= @max", "max", max);
        }
        if (filter.Text is { Length: > 0 } text)
        {
            if (text.Length > MaxText)
            {
                throw new StrataException(ErrorCode.InvalidContent, $"'text' has at most {MaxText} characters.");
            }
            var pattern = text.ToLowerInvariant().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
            And("(lower(f.value) like @text escape '\\' or lower(f.quote) like @text escape '\\')", "text", $"%{pattern}%");
        }
        return new(sql.ToString(), args);

        void And(string condition, string name, object value)
        {
            sql.Append(" and ").Append(condition);
            args[name] = value;
        }

        void Same(string column, string? value)
        {
            if (value is not null)
            {
                And($"f.{column} = @{column}", column, value);
            }
        }
    }

    /// <summary>The arguments and more.</summary>
    public Dictionary<string, object?> With(params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var all = new Dictionary<string, object?>(Arguments, StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            all[name] = value;
        }
        return all;
    }

    private static long Number(string prefix, string id, string name) =>
        Ids.Number(prefix, id) ?? throw new StrataException(ErrorCode.InvalidContent, $"{name}: '{id}' is not an id ({prefix}1).");
}
