#pragma warning disable ASP0029
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Validation;

namespace Clean.Validated;

// Only what has to be is marked: all of this is validated.
public sealed record Seat([MaxLength(3)] string Number);

[ValidatableType]
public sealed record Tag([MaxLength(8)] string Text);

[ValidatableType]
public sealed record NewBooking([Required] string Name, List<Seat>? Seats, Tag[]? Tags, Extras? Extras, PriceRange? Price);

public sealed class Extras
{
    public IReadOnlyCollection<Extra> All { get; init; } = [];

    [SkipValidation]
    public Seat[]? Ignored { get; init; }
}

public record struct PriceRange([property: Range(0, 100)] int From, [property: Range(0, 100)] int To);

[JsonDerivedType(typeof(Meal), "meal"), JsonDerivedType(typeof(Bag), "bag")]
public abstract class Extra
{
    [MaxLength(20)]
    public string? Note { get; init; }
}

public sealed class Meal : Extra
{
    [Range(1, 3)]
    public int Courses { get; init; }
}

public sealed class Bag : Extra, IValidatableObject
{
    public int Kilograms { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => [];
}

public class Paged<T>
{
    public List<T> Items { get; init; } = [];
}

[ValidatableType]
public sealed class PagedBookings : Paged<NewBooking>;

[ValidatableType]
public sealed class Filter
{
    [Range(1, 100)]
    public int Size { get; init; }
}

[BoltGroup("/bookings", Guards = [typeof(AllowAny)])]
public static class Bookings
{
    public static void Add(IServiceCollection services) => services.AddValidation();

    [BoltPost("")]
    public static string Add(NewBooking booking) => booking.Name;

    [BoltPost("many")]
    public static int Many(List<NewBooking> bookings) => bookings.Count;

    [BoltPost("array")]
    public static int Array(NewBooking[] bookings) => bookings.Length;

    [BoltPost("page")]
    public static int Page(PagedBookings page) => page.Items.Count;

    [BoltGet("")]
    public static int List([AsParameters] Filter filter, [Range(1, 5)] int page = 1) => filter.Size * page;

    [BoltPost("form")]
    public static int Form([FromForm] Filter filter) => filter.Size;

    [BoltPost("raw")]
    public static int Raw(Dictionary<string, string[]> values) => values.Count;
}
