using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Strata.Archive;
using Strata.Database;

namespace Strata.Verification;

/// <summary>
/// Finds observations that a run stored twice, as a former version did if a run was interrupted a second time while it repeated stored
/// work. A run states findings in block order, so a word-for-word repetition after a later block is such a duplicate. Only runs with at
/// least three attempts can have them, and only those are read.
/// </summary>
internal static class RunCheck
{
    private const long Batch = 2_000;
    private const long MinAttempts = 3;
    private const long ConfigurationsAtOnce = 200;

    public static async Task RunAsync(UserConnection connection, Action<string, string> fault)
    {
        var suspects = await connection.QueryAsync<Suspect>(
            "select run_no, last_seq from runs where user_id = @user and attempt >= @fewest and observations > 1",
            new { fewest = MinAttempts }
        );
        if (suspects.Count == 0)
        {
            return;
        }
        var last = suspects.Max(s => s.LastSeq);
        var readings = suspects.ToDictionary(s => s.RunNo, _ => new Reading());
        long after = 0;
        while (true)
        {
            var rows = await connection.QueryAsync<Row>(
                """
                select o.seq, o.run_no, o.document_no, o.block, o.fields, o.fragments, o.evidence from observations o
                where o.user_id = @user and o.seq > @after and o.seq <= @last and o.run_no IN_LIST(@runs) and coalesce(
                    (select d.kind from decisions d
                     where d.user_id = o.user_id and d.target_seq = o.seq and d.kind in ('retract', 'reinstate')
                     order by d.seq desc limit 1),
                    'reinstate') = 'reinstate'
                order by o.seq limit @batch
                """,
                new
                {
                    after,
                    last,
                    runs = readings.Keys.ToList(),
                    batch = Batch,
                }
            );
            foreach (var row in rows)
            {
                if (readings[row.RunNo].IsAgain(row))
                {
                    var id = Ids.Observation(row.Seq);
                    fault(
                        $"observations/{id}",
                        $"{Ids.Run(row.RunNo)} stored what it says twice: a former version did so in runs that were interrupted again. The values are right; "
                            + $"'strata retract {id}' withdraws the second"
                    );
                }
            }
            if (rows.Count < Batch)
            {
                return;
            }
            after = rows[^1].Seq;
            foreach (var ended in suspects.Where(s => s.LastSeq <= after))
            {
                readings.Remove(ended.RunNo);
            }
        }
    }

    /// <summary>
    /// Compares configurations with the hashes that the chain has of them. The archive has those of archived runs, and its own check reads
    /// them; one that neither has is gone.
    /// </summary>
    public static async Task ConfigurationsAsync(UserConnection connection, Action<string, string> fault)
    {
        long after = 0;
        var known = ("", "");
        while (true)
        {
            var rows = await connection.QueryAsync<Configured>(
                """
                select r.run_no, r.configuration, r.config_hash from runs r
                where r.user_id = @user and r.run_no > @after and not (r.configuration = @moved and r.archived_at is not null and exists (
                    select 1 from run_configurations c where c.user_id = r.user_id and c.config_hash = r.config_hash))
                order by r.run_no limit @most
                """,
                new
                {
                    after,
                    moved = RunConfiguration.Moved,
                    most = ConfigurationsAtOnce,
                }
            );
            foreach (var row in rows)
            {
                if (known != (row.Configuration, row.ConfigHash))
                {
                    known = (row.Configuration, row.ConfigHash);
                    if (CanonicalJson.Hash(row.Configuration) != row.ConfigHash)
                    {
                        fault($"runs/{Ids.Run(row.RunNo)}", "its configuration is not the one that it was begun with");
                        known = ("", "");
                    }
                }
            }
            if (rows.Count == 0)
            {
                return;
            }
            after = rows[^1].RunNo;
        }
    }

    private sealed record Configured(long RunNo, string Configuration, string ConfigHash);

    /// <summary>What a run has stated so far: about 30 bytes and 64 bits of hash per observation.</summary>
    private sealed class Reading
    {
        private readonly HashSet<ulong> _said = [];
        private (long?, long?) _place = (-1, -1);
        private bool _isAgain;

        /// <summary>Must be called with the run's observations in ledger order.</summary>
        public bool IsAgain(Row row)
        {
            var isNew = _said.Add(Hash(row));
            if (_place != (row.DocumentNo, row.Block))
            {
                (_place, _isAgain) = ((row.DocumentNo, row.Block), !isNew);
            }
            return !isNew && _isAgain;
        }

        private static ulong Hash(Row row)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            ReadOnlySpan<long> numbers = [row.DocumentNo ?? -1, row.Block ?? -1, row.Fields.Length, row.Fragments?.Length ?? -1];
            hash.AppendData(MemoryMarshal.AsBytes(numbers));
            hash.AppendData(Encoding.UTF8.GetBytes(row.Fields));
            hash.AppendData(Encoding.UTF8.GetBytes(row.Fragments ?? ""));
            hash.AppendData(row.Evidence ?? []);
            return MemoryMarshal.Read<ulong>(hash.GetHashAndReset());
        }
    }

    private sealed record Suspect(long RunNo, long LastSeq);

    private sealed record Row(long Seq, long RunNo, long? DocumentNo, long? Block, string Fields, string? Fragments, byte[]? Evidence);
}
