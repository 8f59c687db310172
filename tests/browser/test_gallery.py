"""How the pieces behave: with scripts, without them, by keyboard."""

from __future__ import annotations

import pytest


@pytest.fixture
def gallery(new_page):
    page = new_page(locale="en-GB")
    page.goto("/gallery/")
    return page


def focused(page):
    return page.evaluate("[document.activeElement.tagName, document.activeElement.className]")


def test_a_form_with_faults_keeps_the_words_and_moves_focus_to_the_summary(gallery):
    gallery.get_by_label("By July I would like to…").fill("speak without slides")
    gallery.get_by_label("Telephone").fill("333")
    with gallery.expect_response("**/gallery/") as answer:
        gallery.get_by_role("button", name="Send the sample").click()
    assert answer.value.status == 422
    gallery.get_by_text("3 things need another look").wait_for()
    assert focused(gallery) == ["DIV", "alert alert-danger"]
    assert gallery.get_by_label("By July I would like to…").input_value() == "speak without slides"
    phone = gallery.get_by_label("Telephone")
    assert phone.get_attribute("aria-invalid") == "true"
    assert phone.get_attribute("aria-describedby") == "id_phone_error"
    gallery.get_by_role("link", name="Write it with ten digits").click()
    assert gallery.evaluate("document.activeElement.id") == "id_phone"


def test_the_page_of_faults_passes_axe(gallery, look):
    gallery.get_by_role("button", name="Send the sample").click()
    gallery.get_by_text("3 things need another look").wait_for()
    look(gallery, "gallery-faults", languages=["en"])


def test_without_scripts_the_same_form_says_the_same(new_page):
    page = new_page(locale="en-GB", java_script_enabled=False)
    page.goto("/gallery/")
    page.get_by_label("By July I would like to…").fill("speak without slides")
    page.get_by_role("button", name="Send the sample").click()
    assert page.get_by_text("2 things need another look").is_visible()
    assert page.get_by_label("By July I would like to…").input_value() == "speak without slides"


def test_what_is_sent_is_said_in_a_toast_that_can_be_closed(gallery):
    gallery.get_by_label("By July I would like to…").fill("speak without slides")
    gallery.get_by_label("In person").check()
    gallery.get_by_label("I understand who sees what.").check()
    gallery.get_by_role("button", name="Send the sample").click()
    toast = gallery.locator("#toasts .pp-toast")
    toast.wait_for()
    assert toast.locator("p").inner_text() == "Sent"
    toast.get_by_role("button", name="Close").click()
    assert toast.count() == 0


def test_a_refusal_is_said_and_leaves_the_page_as_it_is(gallery):
    gallery.get_by_label("By July I would like to…").fill("speak without slides")
    with gallery.expect_response("**/gallery/") as answer:
        gallery.get_by_role("button", name="Be refused").click()
    assert answer.value.status == 409
    gallery.locator("#toasts .pp-toast.bad").wait_for()
    assert gallery.get_by_label("By July I would like to…").input_value() == "speak without slides"


def test_a_refusal_without_scripts_is_a_page(new_page):
    page = new_page(locale="en-GB", java_script_enabled=False)
    page.goto("/gallery/")
    page.get_by_role("button", name="Be refused").click()
    assert page.locator("h1").inner_text().startswith("This is how a refusal looks")


def test_when_the_house_is_silent_the_page_says_so_and_keeps_the_words(gallery, watch):
    gallery.get_by_label("By July I would like to…").fill("speak without slides")
    gallery.route("**/gallery/", lambda route: route.abort("internetdisconnected"))
    gallery.get_by_role("button", name="Send the sample").click()
    gallery.get_by_text("We could not reach the house").wait_for()
    assert gallery.get_by_label("By July I would like to…").input_value() == "speak without slides"
    assert [line for line in watch.complaints if "ERR_INTERNET_DISCONNECTED" in line] != []
    watch.complaints.clear()


def test_a_list_gets_shorter_while_one_types_and_keeps_what_is_chosen(gallery):
    gallery.get_by_label("Find a skill").fill("pyt")
    shown = gallery.locator("#skills .pp-pick:visible").all_inner_texts()
    assert shown == ["Public speaking", "Python", "Data analysis"]  # the first and the last are chosen
    assert gallery.locator("#skills-n").inner_text() == "1"


def test_three_skills_are_enough(gallery):
    gallery.get_by_label("Python").check()
    assert gallery.get_by_label("Delegating").is_disabled()
    assert gallery.get_by_text("Three are enough").is_visible()
    gallery.get_by_label("Python").uncheck()
    assert gallery.get_by_label("Delegating").is_enabled()


def checked(page):
    return page.locator(".pp-hours input").evaluate_all("boxes => boxes.map((box) => box.checked)")


def test_hours_can_be_painted_with_a_mouse(gallery):
    boxes = gallery.locator(".pp-hours input")
    first, last = boxes.nth(0).bounding_box(), boxes.nth(2).bounding_box()
    gallery.locator(".pp-hours").scroll_into_view_if_needed()
    first, last = boxes.nth(0).bounding_box(), boxes.nth(2).bounding_box()
    gallery.mouse.move(first["x"] + 10, first["y"] + 10)
    gallery.mouse.down()
    gallery.mouse.move(last["x"] + 10, last["y"] + 10, steps=12)
    gallery.mouse.up()
    assert checked(gallery) == [True, True, True] + [False] * 12


def test_hours_are_one_tap_each(gallery):
    gallery.locator(".pp-hours input").nth(4).click()
    assert checked(gallery) == [False] * 4 + [True] + [False] * 10


def test_hours_can_be_walked_and_filled_by_keyboard(gallery):
    gallery.locator(".pp-hours input").nth(0).focus()
    for key in ("Space", "Shift+ArrowDown", "ArrowRight", "Space"):
        gallery.keyboard.press(key)
    assert checked(gallery) == [True, False, False, True, True] + [False] * 10
