using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Faults.BOLT2012;

public sealed record NewOrder([Required, MinLength(3)] string What, [Range(1, 10)] int N);

public sealed class Address
{
    [Required]
    public string? City { get; set; }
}

public sealed class Customer
{
    public Address Home { get; set; } = new();
}

public sealed class Self : IValidatableObject
{
    public int X { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => [];
}

public sealed class Paging
{
    [Range(1, 100)]
    public int Size { get; set; }
}

public static class F1
{
    [BoltPost("/f1"), AllowAny]
    public static string Add(NewOrder order) => "ok"; // ! BOLT2012

    [BoltPut("/f2"), AllowAny]
    public static string Put([FromBody] Customer customer) => "ok"; // ! BOLT2012

    [BoltPost("/f3"), AllowAny]
    public static string Own(Self self) => "ok"; // ! BOLT2012

    [BoltGet("/f4"), AllowAny]
    public static string Page([AsParameters] Paging paging) => "ok"; // ! BOLT2012

    [BoltPost("/f5"), AllowAny]
    public static string Many(List<NewOrder> orders) => "ok"; // ! BOLT2012

    [BoltPost("/f6"), AllowAny]
    public static string Form([FromForm] Paging paging) => "ok"; // ! BOLT2012
}

internal sealed record Inner([Required] string What);

internal static class Hidden
{
    [BoltPost("/f7"), AllowAny]
    internal static string Add(Inner inner) => "ok"; // ! BOLT2012
}

//// exe
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddValidation();
MapBolt();
builder.Build().Run();

static void MapBolt()
{
}

public class Base
{
    [System.ComponentModel.DataAnnotations.EmailAddress]
    public string? Mail { get; set; }
}

public sealed class Derived : Base;

public static class F
{
    [BoltPost("/f"), AllowAny]
    public static string Add(Derived derived) => "ok"; // ! BOLT2012
}
