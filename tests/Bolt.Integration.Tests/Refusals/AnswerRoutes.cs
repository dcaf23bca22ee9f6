using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Bolt.Integration.Tests;

public sealed record Deep(string Name, Note? Inner, DateTimeOffset At, decimal? Price, DayOfWeek Day, Uri Link);

public sealed record Wide(string Name, IReadOnlyList<Note> Notes);

public sealed class Broken
{
    public string First => "first";

    public string Second => throw new InvalidOperationException("a getter that throws");
}

/// <summary>JSON answers of several kinds.</summary>
[BoltGroup("/answer", Guards = [typeof(AllowAny)])]
public static class Answers
{
    [BoltRoute("/deep", "GET", "HEAD")]
    public static Deep Deep(int length) => new(new string('é', length), new(1, "<one>"), DateTimeOffset.UnixEpoch, 1.50m, DayOfWeek.Friday, new("https://example.com/"));

    [BoltGet("/wide")]
    public static Wide Wide() => new("wide", [new(1, "one"), new(2, "two")]);

    [BoltGet("/broken")]
    public static Broken Broken() => new();

    [BoltGet("/begun")]
    public static Note Begun(HttpContext http)
    {
        http.Response.BodyWriter.Write(Encoding.ASCII.GetBytes("begun "));
        return new(1, "one");
    }

    [BoltGet("/created")]
    public static Note Created(HttpContext http)
    {
        http.Response.StatusCode = 201;
        return new(1, "one");
    }
}
