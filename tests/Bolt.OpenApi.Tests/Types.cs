using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bolt.OpenApi.Tests;

public sealed class Shelf;

public enum Color
{
    Red,
    Green,
}

[JsonConverter(typeof(JsonStringEnumConverter<Size>))]
public enum Size
{
    Small,
    Large,
}

public sealed record Item(int Id, string? Name, Color Color, Size Size, DateTime Made);

public sealed record Credentials(string User, [property: MinLength(8)] string Password, int? Age);

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract record Shape(string Name);

public sealed record Circle(string Name, double Radius) : Shape(Name);

public sealed record Square(string Name, double Side) : Shape(Name);

public sealed class Document
{
    public string? Title { get; set; }

    public IFormFile? File { get; set; }
}

/// <summary>Parses itself.</summary>
public readonly record struct Point(int X, int Y) : IParsable<Point>
{
    public static Point Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var point) ? point : throw new FormatException();

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Point result)
    {
        result = default;
        return s is not null;
    }
}

/// <summary>Binds itself.</summary>
public sealed class Bound
{
    public static ValueTask<Bound?> BindAsync(HttpContext http, ParameterInfo parameter) => new(new Bound());
}

public class Paging
{
    [Range(1, 100)]
    public int Page { get; set; }

    [DefaultValue(20)]
    public int? Size { get; set; }

    [FromHeader(Name = "X-Trace"), Description("Follows the request.")]
    public string? Trace { get; set; }

    public Color Color { get; set; }

    public int[] Ids { get; set; } = [];

    public Shelf Shelf { get; set; } = new();
}

/// <summary>Attributes on the parameters of its constructor: with minimal APIs the document is a 500, because their stand-in returns <c>Attribute[]</c> for these.</summary>
public sealed record DescribedRecord([Description("Which one."), Range(1, 9)] int Page);

public record PagingRecord(int Page, string? Text = null, int Size = 20, [FromQuery(Name = "k")] Size Kind = Size.Large);

public readonly record struct PagingRecordStruct(int Page, [property: DefaultValue(5)] int Size, [FromRoute] int Id);

public struct PagingStruct
{
    public int Page { get; set; }

    [Required]
    public string? Text { get; set; }
}

public sealed class RequiredPaging
{
    public required int Page { get; init; }

    [Description("The body.")]
    public required Item Body { get; init; }
}

public sealed class FormPaging
{
    public int Id { get; set; }

    [FromForm]
    public string Title { get; set; } = "";

    public IFormFile? File { get; set; }
}
