using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Grains.Domain.Entities;

/// <summary>Writes small JSON documents with writers that are used again and again.</summary>
internal sealed class JsonPages(JsonWriterOptions options)
{
    private const int LargestPage = 64 * 1024;

    // As many as threads ever wrote at once.
    private readonly ConcurrentBag<Page> free = [];

    /// <summary>What was written.</summary>
    public byte[] Write<T>(T of, Action<Utf8JsonWriter, T> write)
    {
        // Who writes may write others of its own.
        if (!free.TryTake(out var page)) page = new Page(options);
        try
        {
            write(page.Writer, of);
            page.Writer.Flush();
            return page.Buffer.WrittenSpan.ToArray();
        }
        finally
        {
            page.Buffer.ResetWrittenCount();
            page.Writer.Reset();
            if (page.Buffer.Capacity <= LargestPage) free.Add(page);
        }
    }

    private sealed class Page
    {
        public Page(JsonWriterOptions options) => Writer = new Utf8JsonWriter(Buffer, options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(1024);

        public Utf8JsonWriter Writer { get; }
    }
}
