namespace Flexport.Webhooks.Signatures;

/// <summary>What became of a signature check. For the operator; the caller is only ever told 401.</summary>
public enum SignatureOutcome
{
    None = 0,
    /// <summary>The only good one: a live secret signed exactly these bytes.</summary>
    Valid,
    /// <summary>Neither header is there.</summary>
    MissingHeader,
    /// <summary>The deciding header came twice, or several values joined by commas.</summary>
    RepeatedHeader,
    /// <summary>No <c>algorithm=</c> before the digits, the wrong number of digits, or something that is no hex digit.</summary>
    Malformed,
    /// <summary>An algorithm that this header does not carry.</summary>
    UnknownAlgorithm,
    /// <summary><c>sha1=</c> where the source does not allow it.</summary>
    LegacyNotAllowed,
    /// <summary>Well-formed, but no live secret made it for these bytes.</summary>
    Mismatch,
}
