namespace Bolt;

/// <summary>Which roles of ASP.NET Core Identity make a user staff, or an administrator.</summary>
public sealed class IdentityUserOptions
{
    /// <summary>Users in this role are <see cref="IBoltUser.IsStaff"/>. Null: nobody is, but for what a user type that is an <see cref="IBoltUser"/> says itself.</summary>
    public string? StaffRole { get; set; }

    /// <summary>Users in this role are <see cref="IBoltUser.IsSuperuser"/>. Null: nobody is, but for what a user type that is an <see cref="IBoltUser"/> says itself.</summary>
    public string? AdminRole { get; set; }
}
