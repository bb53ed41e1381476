using System.Buffers;

namespace Api.Webhooks;

/// <summary>Reads a body once, into the pooled segments of its pipe, and gives up as soon as it is too long.</summary>
internal static class BodyReader
{
    /// <returns>The exact bytes, or null when there are more than <paramref name="cap"/>, announced or not.</returns>
    /// <exception cref="IOException">The sender broke off, or does not speak HTTP.</exception>
    public static async Task<byte[]?> Read(HttpRequest request, int cap)
    {
        if (request.ContentLength > cap) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > cap)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
