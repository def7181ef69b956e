"""Changes of people: names, roles, passwords, factors, sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from signalpost.accounts import addresses, operations
from signalpost.accounts.models import ApiToken, Session, User
from signalpost.accounts.roles import Role
from signalpost.accounts.sessions import SessionStore
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict, Invalid, NotFound


def browser_of(person: Actor) -> SessionStore:
    """Somebody's signed-in session, as Django leaves it."""
    store = SessionStore()
    store["_auth_user_id"] = str(person.user_id)
    store.create()
    return store


def user_of(person: Actor) -> User:
    return User.objects.get(pk=person.user_id)


class TestEditUser:
    def test_what_is_given_changes_and_what_is_not_stays(self, mia: Actor, alice: Actor) -> None:
        operations.edit_user(mia.user_id, by=alice, name="Mia Wallace")

        user = user_of(mia)
        assert (user.name, user.username, user.email) == ("Mia Wallace", "mia", "mia@example.com")

    def test_the_book_says_what_it_was_before(self, mia: Actor) -> None:
        operations.edit_user(mia.user_id, by=mia, username="mia.w")

        event = Event.objects.get(kind="user.edited")
        assert event.facts["changed"] == {"username": ["mia", "mia.w"]}

    def test_nothing_changed_is_no_event(self, mia: Actor) -> None:
        operations.edit_user(mia.user_id, by=mia, username="mia", name="")

        assert not Event.objects.filter(kind="user.edited").exists()

    @pytest.mark.parametrize("wish", ["alice", "ALICE", "alice@example.com"])
    def test_a_user_name_that_leads_to_somebody_else_is_taken(
        self, mia: Actor, alice: Actor, wish: str
    ) -> None:
        with pytest.raises(Conflict, match="is taken") as refusal:
            operations.edit_user(mia.user_id, by=mia, username=wish)

        assert refusal.value.field == "username"

    def test_ones_own_name_in_other_letters_is_not_taken(self, mia: Actor) -> None:
        assert operations.edit_user(mia.user_id, by=mia, username="MIA").username == "MIA"

    def test_a_user_name_is_needed(self, mia: Actor) -> None:
        with pytest.raises(Invalid, match="required"):
            operations.edit_user(mia.user_id, by=mia, username=" ")


class TestAddresses:
    def test_a_link_from_the_new_mailbox_makes_it_ones_own(self, mia: Actor) -> None:
        signed = addresses.ask(mia.user_id, "mia@new.example.com")

        addresses.confirm(signed)

        assert user_of(mia).email == "mia@new.example.com"

    def test_it_works_once(self, mia: Actor) -> None:
        signed = addresses.ask(mia.user_id, "mia@new.example.com")
        addresses.confirm(signed)

        with pytest.raises(Conflict, match="used already"):
            addresses.confirm(signed)

    def test_an_address_of_somebody_else_is_not_asked(self, mia: Actor, alice: Actor) -> None:
        with pytest.raises(Conflict, match="has an account already"):
            addresses.ask(mia.user_id, "Alice@example.com")

    def test_one_that_somebody_took_meanwhile_is_refused(self, mia: Actor, alice: Actor) -> None:
        signed = addresses.ask(mia.user_id, "olga@example.com")
        operations.create_user(by=alice, email="olga@example.com", password=None)

        with pytest.raises(Conflict, match="has an account already"):
            addresses.confirm(signed)

    def test_a_link_of_another_kind_is_not_ours(self, db: None) -> None:
        with pytest.raises(Invalid, match="not one of ours"):
            addresses.confirm("WzFd:1abc:xyz")


class TestChangeRole:
    def test_a_person_gets_other_powers_at_once(self, mia: Actor, alice: Actor) -> None:
        operations.change_role(mia.user_id, Role.ADMIN, by=alice)

        event = Event.objects.get(kind="user.role_changed")
        assert event.facts == {"email": "mia@example.com", "before": "member", "after": "admin"}
        assert user_of(mia).role == Role.ADMIN

    def test_the_last_admin_stays_one(self, mia: Actor, alice: Actor) -> None:
        with pytest.raises(Conflict, match="is the last admin"):
            operations.change_role(alice.user_id, Role.MEMBER, by=alice)

        assert user_of(alice).role == Role.ADMIN

    def test_one_of_two_may_step_down(self, mia: Actor, alice: Actor) -> None:
        operations.change_role(mia.user_id, Role.ADMIN, by=alice)

        operations.change_role(alice.user_id, Role.VIEWER, by=alice)

        assert user_of(alice).role == Role.VIEWER

    def test_the_same_role_is_no_event(self, mia: Actor, alice: Actor) -> None:
        operations.change_role(mia.user_id, Role.MEMBER, by=alice)

        assert not Event.objects.filter(kind="user.role_changed").exists()


class TestDisableUser:
    def test_sessions_and_tokens_end_at_once(self, mia: Actor, alice: Actor) -> None:
        browser_of(mia)
        operations.create_token(mia.user_id, by=mia, name="script")

        operations.disable_user(mia.user_id, by=alice)

        assert not Session.objects.filter(user_id=mia.user_id).exists()
        assert not ApiToken.objects.get().is_usable(at=timezone.now())

    def test_who_is_let_in_again_starts_without_tokens(self, mia: Actor, alice: Actor) -> None:
        operations.create_token(mia.user_id, by=mia, name="script")
        operations.disable_user(mia.user_id, by=alice)

        operations.enable_user(mia.user_id, by=alice)

        assert user_of(mia).is_active
        assert not ApiToken.objects.get().is_usable(at=timezone.now())


class TestChangePassword:
    def test_sessions_end_everywhere(self, mia: Actor, alice: Actor) -> None:
        browser_of(mia), browser_of(alice)

        operations.change_password(mia.user_id, "another good one", by=mia)

        assert [session.user_id for session in Session.objects.all()] == [alice.user_id]

    def test_a_bad_one_changes_nothing(self, mia: Actor) -> None:
        before = user_of(mia).password

        with pytest.raises(Invalid, match="too short"):
            operations.change_password(mia.user_id, "short", by=mia)

        assert user_of(mia).password == before

    def test_the_book_does_not_hold_it(self, mia: Actor) -> None:
        operations.change_password(mia.user_id, "another good one", by=mia)

        assert Event.objects.get(kind="user.password_changed").facts == {"email": "mia@example.com"}


class TestSecondFactors:
    def test_recovery_codes_alone_are_none(self, mia: Actor) -> None:
        Authenticator.objects.create(user_id=mia.user_id, type="recovery_codes", data={})

        assert not user_of(mia).has_second_factor

    def test_an_admin_can_take_them_away(self, mia: Actor, alice: Actor) -> None:
        Authenticator.objects.create(user_id=mia.user_id, type="totp", data={})

        operations.remove_second_factors(mia.user_id, by=alice)

        assert not user_of(mia).has_second_factor
        assert Event.objects.get(kind="user.second_factor_removed").actor_name == "alice"


class TestSessions:
    def test_one_is_ended_by_its_handle_which_is_not_its_key(self, mia: Actor) -> None:
        browser_of(mia)
        session = Session.objects.get()
        assert session.session_key not in session.handle

        operations.end_session(mia.user_id, session.handle)

        assert not Session.objects.exists()

    def test_nobody_ends_somebody_elses(self, mia: Actor, alice: Actor) -> None:
        browser_of(mia)
        handle = Session.objects.get().handle

        with pytest.raises(NotFound):
            operations.end_session(alice.user_id, handle)

        assert Session.objects.exists()

    def test_all_others_can_be_ended(self, mia: Actor) -> None:
        browsers = [browser_of(mia) for _ in range(3)]
        current = browsers[0].session_key

        operations.end_other_sessions(mia.user_id, current=current)

        assert [session.session_key for session in Session.objects.all()] == [current]

    def test_one_that_nobody_signed_in_with_is_kept_for_an_hour(self, mia: Actor) -> None:
        stranger = SessionStore()
        stranger.create()

        browser_of(mia)

        soon, later = Session.objects.order_by("expire_date")
        assert soon.session_key == stranger.session_key
        assert soon.expire_date < timezone.now() + timedelta(minutes=61) < later.expire_date

    @pytest.mark.parametrize("key", ["", "x", "\x00" * 20, "../../etc/passwd", "A" * 32, "a" * 999])
    def test_a_cookie_that_we_did_not_make_is_not_looked_up(self, db: None, key: str) -> None:
        assert SessionStore(key).session_key is None


class TestRevokeToken:
    def test_a_revoked_key_opens_nothing(self, mia: Actor) -> None:
        token, _ = operations.create_token(mia.user_id, by=mia, name="script")

        operations.revoke_token(token.pk, by=mia)

        assert not ApiToken.objects.get().is_usable(at=timezone.now())
        assert Event.objects.get(kind="token.revoked").facts["name"] == "script"

    def test_people_see_their_own_and_admins_all(self, mia: Actor, alice: Actor) -> None:
        for person in (mia, alice):
            operations.create_token(person.user_id, by=person, name=person.name)

        assert [token.name for token in ApiToken.objects.seen_by(mia)] == ["mia"]
        assert ApiToken.objects.seen_by(alice).count() == 2

    def test_a_key_cannot_expire_in_the_past(self, mia: Actor) -> None:
        with pytest.raises(Invalid, match="in the future"):
            operations.create_token(mia.user_id, by=mia, name="x", expires_at=timezone.now())
