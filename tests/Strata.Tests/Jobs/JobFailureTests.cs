using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using Strata.Blobs.Backends;

namespace Strata.Jobs;

public sealed class JobFailureTests
{
    [Fact]
    public void Store_or_database_that_is_away_takes_no_attempt()
    {
        var away = new BlobBackendException("The bucket does not answer.");
        JobFailure.Of(away).ShouldBeOfType<JobOutcome.Postponed>();
        JobFailure.Of(new StrataException(ErrorCode.StoragePending, "Not now.", away)).ShouldBeOfType<JobOutcome.Postponed>();
        JobFailure
            .Of(new PostgresException("shutting down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown))
            .ShouldBeOfType<JobOutcome.Postponed>();
        JobFailure.Of(new NpgsqlException("Failed to connect", new SocketException(111))).ShouldBeOfType<JobOutcome.Postponed>();
        JobFailure.Of(new SqliteException("database or disk is full", 13)).ShouldBeOfType<JobOutcome.Postponed>();
    }

    /// <summary>It may be the job's own statement that takes too long or too much.</summary>
    [Fact]
    public void Statement_that_fails_takes_an_attempt()
    {
        JobFailure
            .Of(new NpgsqlException("Exception while reading from stream", new TimeoutException()))
            .ShouldBeOfType<JobOutcome.Retry>();
        JobFailure
            .Of(new PostgresException("out of memory", "ERROR", "ERROR", PostgresErrorCodes.OutOfMemory))
            .ShouldBeOfType<JobOutcome.Retry>();
        JobFailure.Of(new SqliteException("disk I/O error", 10)).ShouldBeOfType<JobOutcome.Retry>();
    }

    /// <summary>It may be the job's own statement that ends the server's process, but is so more seldom.</summary>
    [Fact]
    public void Connection_that_is_cut_is_a_lapse()
    {
        JobFailure
            .Of(new NpgsqlException("Exception while reading from stream", new EndOfStreamException()))
            .ShouldBeOfType<JobOutcome.Cut>();
        JobFailure
            .Of(new NpgsqlException("Exception while writing to stream", new IOException("Broken pipe")))
            .ShouldBeOfType<JobOutcome.Cut>();
    }

    [Fact]
    public void What_waiting_does_not_mend_comes_to_an_end()
    {
        JobFailure
            .Of(new StrataException(ErrorCode.StoragePending, "The bytes lie in s3, which this process was not told of."))
            .ShouldBeOfType<JobOutcome.Retry>();
        JobFailure.Of(new SqliteException("file is not a database", 26)).ShouldBeOfType<JobOutcome.Retry>();
        JobFailure.Of(new StrataException(ErrorCode.SourceNotFound, "Gone.")).ShouldBeOfType<JobOutcome.Fatal>();
    }
}
