using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Strata.Database;

/// <summary>Tells a database that is away, busy or full from a defect of ours.</summary>
public static class DatabaseTrouble
{
    private const int LowByte = 0xff;

    /// <summary>
    /// STORAGE_PENDING where the error is the database's state and not the statement, else null. Its message names no host and no file, so
    /// that any caller may read it; the inner exception does.
    /// </summary>
    public static StrataException? Of(Exception error) =>
        error switch
        {
            StrataException => null,
            PostgresException e => Of(e),
            NpgsqlException { InnerException: SocketException or IOException or TimeoutException } or NpgsqlException { IsTransient: true } =>
                Because("The database can't be reached just now. Try again: what has an idempotency key is done once.", error),
            SqliteException e => Of(e),
            _ => null,
        };

    private static StrataException? Of(PostgresException e) =>
        e.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                Because("The database doesn't take the user or password it was given.", e),
            PostgresErrorCodes.InvalidCatalogName => Because("The database that was named is not there.", e),
            PostgresErrorCodes.TooManyConnections => Because("The database has no connection left. Try again in a moment.", e),
            PostgresErrorCodes.DiskFull => Because("The database's disk is full. Nothing was written.", e),
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
                Because("The database is being stopped or started. Try again in a moment: what has an idempotency key is done once.", e),
            _ => null,
        };

    private static StrataException? Of(SqliteException e) =>
        (e.SqliteErrorCode & LowByte) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Because("Another process has been writing to the database for a minute. Nothing was written; try again.", e),
            raw.SQLITE_FULL => Because("The disk of the database is full. Nothing was written.", e),
            raw.SQLITE_IOERR => Because("The disk of the database fails. Whether a write was kept is not known: what has an idempotency key may be tried again.", e),
            raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => Because("The database file can't be opened for writing: check its folder and who owns it.", e),
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => Because("The database file is damaged, or is none. Restore it from a backup; `strata verify` tells what is whole.", e),
            _ => null,
        };

    private static StrataException Because(string message, Exception inner) => new(ErrorCode.StoragePending, message, inner);
}
