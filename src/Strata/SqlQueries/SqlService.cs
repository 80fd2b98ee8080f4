using System.Buffers;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Strata.Database;
using Strata.Export;
using Strata.Ledger;
using Strata.Operations;

namespace Strata.SqlQueries;

/// <summary>
/// Answers SQL with DuckDB over a snapshot of one user's data, a file that is made once per ledger position and kept in a bounded folder.
/// The database is opened for reading only, without access to files, network and extensions, and its settings are locked.
/// </summary>
internal sealed class SqlService(IDatabase database, LedgerServices services, SqlSnapshots snapshots, SqlLimits limits)
{
    private const int MaxLength = 100_000;
    private const int MaxBytes = 16 << 20;

    /// <exception cref="StrataException">
    /// INVALID_CONTENT: it is no single SELECT, names what there is not, takes too long or needs too much memory. CONFLICT: there is no DuckDB here.
    /// </exception>
    public async Task<SqlResult> QueryAsync(OperationContext context, QuerySql request)
    {
        if (request.Sql.Length > MaxLength || request.Limit is < 1 or > SqlLimits.MaxRows)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"sql has at most {MaxLength} characters, and limit is 1 to {SqlLimits.MaxRows}."
            );
        }
        var (user, ct) = (context.User, context.Cancellation);
        var point = await database.ReadAsync(
            user,
            async connection =>
            {
                var head = await connection.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user");
                var seq = request.KnownAt is { } at ? Math.Min(head, await ReadPoint.SeqAsync(connection, at, "known_at")) : head;
                return new ReadPoint(seq, long.MaxValue, await services.Schemas.AtAsync(connection, seq));
            },
            ct
        );
        try
        {
            await Task.Run(() => SqlGuard.Check(request.Sql), ct);
            await using var file = await snapshots.OpenAsync(context, point);
            return await Task.Run(() => Answer(file.Name, request, point.Seq, ct), ct);
        }
        catch (Exception e) when (SqlLibrary.IsMissing(e))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                "SQL needs DuckDB, whose native library (libduckdb) is not beside this program; install the whole program. Everything else works without it.",
                e
            );
        }
    }

    private SqlResult Answer(string path, QuerySql request, long seq, CancellationToken ct)
    {
        using var connection = new DuckDBConnection(
            $"Data Source={path};ACCESS_MODE=READ_ONLY;memory_limit={limits.MemoryBytes}B;threads=2;temp_directory=;enable_external_access=false;"
                + "autoinstall_known_extensions=false;autoload_known_extensions=false;allow_community_extensions=false;lock_configuration=true"
        );
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = request.Sql;
            command.UseStreamingMode = true;
            using var stop = late.Token.Register(command.Cancel);
            late.CancelAfter(limits.Time);
            using var reader = command.ExecuteReader();
            return Read(reader, request.Limit, seq, late.Token);
        }
        catch (Exception e)
            when (late.IsCancellationRequested && !ct.IsCancellationRequested && e is DuckDBException or OperationCanceledException)
        {
            throw TooMuch($"takes longer than {limits.Time.TotalSeconds:0} s", "STRATA_SQL_SECONDS", e);
        }
        catch (DuckDBException e) when (e.ErrorType == DuckDBErrorType.OutOfMemory)
        {
            throw TooMuch($"needs more than {limits.MemoryBytes / 1_000_000} MB of memory", "STRATA_SQL_MEMORY", e);
        }
        catch (DuckDBException e)
        {
            ct.ThrowIfCancellationRequested();
            throw new StrataException(ErrorCode.InvalidContent, "sql: " + SqlGuard.Plain(e.Message, path), e);
        }
    }

    private static StrataException TooMuch(string what, string setting, Exception e) =>
        new(ErrorCode.InvalidContent, $"sql: the query {what}: narrow it (where, fewer groups), or have the operator raise {setting}.", e);

    private static SqlResult Read(DuckDBDataReader reader, int limit, long seq, CancellationToken ct)
    {
        List<SqlColumn> columns =
        [
            .. Enumerable
                .Range(0, reader.FieldCount)
                .Select(i => new SqlColumn(reader.GetName(i), reader.GetDataTypeName(i).ToLowerInvariant())),
        ];
        var rows = new List<JsonElement>();
        var (bytes, isTruncated) = (0L, false);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, JsonLinesWriter.Options);
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (rows.Count == limit || bytes > MaxBytes)
            {
                isTruncated = true;
                break;
            }
            json.WriteStartArray();
            for (var i = 0; i < columns.Count; i++)
            {
                SqlValues.Write(json, reader.IsDBNull(i) ? null : reader.GetValue(i));
            }
            json.WriteEndArray();
            json.Flush();
            bytes += buffer.WrittenCount;
            rows.Add(JsonElement.Parse(buffer.WrittenSpan));
            buffer.ResetWrittenCount();
            json.Reset();
        }
        return new()
        {
            KnownAt = seq,
            Columns = columns,
            Rows = rows,
            Truncated = isTruncated,
        };
    }
}
