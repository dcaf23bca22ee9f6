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

#pragma warning disable ASP0029
public sealed record Part([MaxLength(2)] string Code);

[Microsoft.Extensions.Validation.ValidatableType]
public sealed record NewItem([Required] string Name, Part[]? Parts);

[Microsoft.Extensions.Validation.ValidatableType]
public sealed class Basket
{
    public Part[] Parts { get; set; } = [];
}

[Microsoft.Extensions.Validation.ValidatableType]
public sealed record Shelf(Dictionary<string, Part> Parts);

[Microsoft.Extensions.Validation.ValidatableType]
public sealed record Grid(List<Part[]> Rows);

public sealed record Middle(Part[] Parts);

[Microsoft.Extensions.Validation.ValidatableType]
public sealed record Deep(List<Middle> Middles);

[Microsoft.Extensions.Validation.ValidatableType]
public sealed class Note
{
    [MaxLength(2), System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; set; }
}

[Microsoft.Extensions.Validation.ValidatableType]
public sealed class Named([MaxLength(2)] string name)
{
    public string Name { get; } = name;
}

public class Page<T>
{
    public List<T> Items { get; set; } = [];
}

[System.Text.Json.Serialization.JsonDerivedType(typeof(Square), "square")]
public abstract class Shape;

internal sealed class Square : Shape
{
    [Range(1, 10)]
    public int Side { get; set; }
}

[Microsoft.Extensions.Validation.ValidatableType]
public sealed record Drawing(Shape Shape);

public static class Nested
{
    [BoltPost("/n1"), AllowAny]
    public static string Array(NewItem item) => "ok"; // ! BOLT2012

    [BoltPost("/n2"), AllowAny]
    public static string ArrayOfClass(Basket basket) => "ok"; // ! BOLT2012

    [BoltPost("/n3"), AllowAny]
    public static string Values(Shelf shelf) => "ok"; // ! BOLT2012

    [BoltPost("/n4"), AllowAny]
    public static string Rows(Grid grid) => "ok"; // ! BOLT2012

    [BoltPost("/n5"), AllowAny]
    public static string Below(Deep deep) => "ok"; // ! BOLT2012

    [BoltPost("/n6"), AllowAny]
    public static string Ignored(Note note) => "ok"; // ! BOLT2012

    [BoltPost("/n7"), AllowAny]
    public static string Parameter(Named named) => "ok"; // ! BOLT2012

    [BoltPost("/n8"), AllowAny]
    public static string Generic(Page<Part> page) => "ok"; // ! BOLT2012

    [BoltPost("/n9"), AllowAny]
    public static string Derived(Drawing drawing) => "ok"; // ! BOLT2012

    [BoltPost("/n10"), AllowAny]
    public static string Items([Microsoft.AspNetCore.Mvc.FromBody] IReadOnlyList<NewItem> items) => "ok"; // ! BOLT2012
}

public sealed record Car([Required] string Name);

public sealed record Bike([Required] string Name);

public abstract class Crud<T>
{
    [BoltPost("")]
    public string Add([FromBody] T item) => "ok";
}

[BoltGroup("/cars"), AllowAny]
public sealed class Cars : Crud<Car>; // ! BOLT2012

[BoltGroup("/bikes"), AllowAny]
public sealed class Bikes : Crud<Bike>; // ! BOLT2012

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
