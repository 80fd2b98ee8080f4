using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Strata.Database;

/// <summary>An error caused by the database's state, not by the statement or a bug: unreachable, busy, full or misconfigured.</summary>
/// <param name="Message">Names no host or file, so any caller may read it; the exception does.</param>
/// <param name="Passes">Whether it may pass by itself, so that a later retry helps; otherwise somebody has to fix something.</param>
public sealed record DatabaseFailure(string Message, bool Passes, Exception Error)
{
    private const int LowByte = 0xff;
    private const string IdleInTransaction = "25P03";
    private const string Unreachable = "The database is unreachable. Try again: a request with an idempotency key is executed only once.";

    /// <summary>
    /// Whether the request cannot be the cause, so that retrying is right however long it takes. Otherwise the request itself may take too
    /// long or too much, on every attempt.
    /// </summary>
    public bool IsOutside =>
        Error switch
        {
            PostgresException e => e.SqlState
                is PostgresErrorCodes.TooManyConnections
                    or PostgresErrorCodes.DiskFull
                    or PostgresErrorCodes.ReadOnlySqlTransaction
                    or PostgresErrorCodes.AdminShutdown
                    or PostgresErrorCodes.CrashShutdown
                    or PostgresErrorCodes.CannotConnectNow
                    or PostgresErrorCodes.IdleSessionTimeout
                || IsOfConnection(e),
            NpgsqlException { InnerException: SocketException } => true, // no connection was made
            SqliteException e => (e.SqliteErrorCode & LowByte) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL,
            _ => false,
        };

    /// <summary>Whether the connection broke in use: because of the network, a server exit or the request itself.</summary>
    public bool IsCut => Error is NpgsqlException { InnerException: IOException };

    /// <summary>The error for callers: STORAGE_PENDING.</summary>
    public StrataException Refusal => new(ErrorCode.StoragePending, Message, Error);

    /// <summary>Null if the error is of another kind.</summary>
    public static DatabaseFailure? Of(Exception error) =>
        error switch
        {
            PostgresException e => Of(e),
            NpgsqlException { InnerException: TimeoutException } => Passing(
                "The database didn't answer in time. Try again: what has an idempotency key is done once.",
                error
            ),
            NpgsqlException { InnerException: SocketException or IOException } or NpgsqlException { IsTransient: true } => Passing(
                Unreachable,
                error
            ),
            SqliteException e => Of(e),
            _ => null,
        };

    private static DatabaseFailure? Of(PostgresException e) =>
        e.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Lasting(
                "The database doesn't take the user or password it was given.",
                e
            ),
            PostgresErrorCodes.InvalidCatalogName => Lasting("The database that was named is not there.", e),
            PostgresErrorCodes.TooManyConnections => Passing("The database has no connection left. Try again in a moment.", e),
            PostgresErrorCodes.DiskFull => Passing("The database's disk is full. Nothing was written.", e),
            PostgresErrorCodes.OutOfMemory => Passing("The database has no memory left. Nothing was written; try again in a moment.", e),
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.SerializationFailure =>
                Passing("Others were writing the same to the database. Nothing was written; try again.", e),
            PostgresErrorCodes.ReadOnlySqlTransaction => Passing(
                "The database takes no writes: it is a standby, or is being switched over. Nothing was written; try again.",
                e
            ),
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => Passing(
                "The database is being stopped or started. Try again in a moment: what has an idempotency key is done once.",
                e
            ),
            PostgresErrorCodes.IdleSessionTimeout or IdleInTransaction => Passing(
                "The database has ended the connection. Try again: what has an idempotency key is done once.",
                e
            ),
            PostgresErrorCodes.IoError => Passing(
                "The disk of the database fails. Whether a write was kept is not known: what has an idempotency key may be tried again.",
                e
            ),
            _ when IsOfConnection(e) => Passing(Unreachable, e),
            _ => null,
        };

    /// <summary>
    /// SQLSTATE class 08, which poolers also report for an unreachable server (postgresql.org/docs/15/errcodes-appendix.html). A protocol
    /// violation that does not end the connection is a bug in the client.
    /// </summary>
    private static bool IsOfConnection(PostgresException e) =>
        e.SqlState.StartsWith("08", StringComparison.Ordinal)
        && (e.SqlState != PostgresErrorCodes.ProtocolViolation || e.InvariantSeverity is "FATAL" or "PANIC");

    private static DatabaseFailure? Of(SqliteException e) =>
        (e.SqliteErrorCode & LowByte) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Passing(
                "Another process has been writing to the database for a minute. Nothing was written; try again.",
                e
            ),
            raw.SQLITE_FULL => Passing("The disk of the database is full. Nothing was written.", e),
            raw.SQLITE_IOERR => Passing(
                "The disk of the database fails. Whether a write was kept is not known: what has an idempotency key may be tried again.",
                e
            ),
            raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => Lasting(
                "The database file cannot be opened for writing: check its folder and its owner.",
                e
            ),
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => Lasting(
                "The database file is damaged, or is none. Restore it from a backup; `strata verify` tells what is whole.",
                e
            ),
            _ => null,
        };

    private static DatabaseFailure Passing(string message, Exception error) => new(message, Passes: true, error);

    private static DatabaseFailure Lasting(string message, Exception error) => new(message, Passes: false, error);
}
