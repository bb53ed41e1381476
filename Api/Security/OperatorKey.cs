using System.Security.Cryptography;
using System.Text;

namespace Api.Security;

/// <summary>The operator's bearer token. Keeps its hash alone, and compares in a time that tells nothing.</summary>
internal sealed class OperatorKey(string key)
{
    private readonly byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public bool Matches(string token)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), given);
        return CryptographicOperations.FixedTimeEquals(given, hash);
    }
}
