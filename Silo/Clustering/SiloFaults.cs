using System.Data.Common;
using System.Net.Sockets;
using Grains.Interfaces.Entities;
using Microsoft.AspNetCore.Connections;

namespace Silo.Clustering;

/// <summary>Faults at start that an operator can mend: their message is enough.</summary>
internal static class SiloFaults
{
    /// <summary>The database refuses or is not there, the file cannot be opened, a port is taken.</summary>
    public static bool AreExpected(Exception fault) =>
        fault is DbException or AddressInUseException or StoreUnavailableException or IOException or UnauthorizedAccessException or SocketException or TimeoutException;
}
